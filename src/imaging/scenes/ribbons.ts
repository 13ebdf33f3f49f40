import { CANVAS, polyline, radialGradient, svg } from './canvas.ts'
import { type Colour, mixColour } from './colour.ts'

const { width, height } = CANVAS

interface Ribbon {
  strands: number
  from: Colour
  to: Colour
  middle: number
  reach: number
  phase: number
  twist: number
}

const bands: Ribbon[] = [
  { strands: 70, from: [35, 60, 190], to: [60, 220, 235], middle: 470, reach: 190, phase: 0.4, twist: 1.7 },
  { strands: 80, from: [255, 120, 90], to: [210, 40, 170], middle: 370, reach: 170, phase: 2.6, twist: 2.3 },
  {
    strands: 46,
    from: [255, 214, 120],
    to: [255, 120, 120],
    middle: 330,
    reach: 120,
    phase: 4.4,
    twist: 1.5,
  },
]

/** Draws three ribbons of fine luminous strands that swing and twist across a night-blue ground. */
export function ribbons(): string {
  const ground = radialGradient('ground', [
    [0, '#1d2a5c'],
    [0.6, '#10163a'],
    [1, '#080a1e'],
  ])
  const soft =
    '<filter id="soft" x="-5%" y="-20%" width="110%" height="140%"><feGaussianBlur stdDeviation="14"/></filter>'
  const lines = bands.map(strandsOf).join('')
  const rect = `<rect width="${width}" height="${height}"`
  return svg(
    ground + soft,
    `${rect} fill="#080a1e"/><ellipse cx="${width / 2}" cy="${height / 2}" rx="${width * 0.75}" ry="${height * 0.95}" fill="url(#ground)"/><g fill="none" filter="url(#soft)" opacity="0.55">${lines}</g><g fill="none">${lines}</g>`,
  )
}

/** Neighbouring strands differ by a little in phase and reach; where they cross, the ribbon seems to turn. */
function strandsOf(ribbon: Ribbon): string {
  return Array.from({ length: ribbon.strands }, (_, n) => strand(ribbon, n / (ribbon.strands - 1))).join('')
}

function strand({ from, to, middle, reach, phase, twist }: Ribbon, part: number): string {
  const points = Array.from({ length: width / 8 + 11 }, (_, at): [number, number] => {
    const x = at * 8 - 40
    const t = (x / width) * Math.PI * 2
    const swing = Math.sin(t * 0.9 + phase + part * 0.5) * reach
    const spread = (part - 0.5) * (70 + 95 * Math.cos(t * twist * 0.5 + phase))
    return [x, middle + swing + spread + Math.sin(t * 1.9 + phase * 2) * 36]
  })
  const opacity = 0.25 + 0.55 * Math.sin(Math.PI * part) ** 2
  return `<path d="${polyline(points)}" stroke="${mixColour(from, to, part)}" stroke-width="1.5" stroke-opacity="${opacity.toFixed(2)}"/>`
}
