import { CANVAS, polyline, radialGradient, svg, verticalGradient } from './canvas.ts'
import { mixColour } from './colour.ts'
import { roughCurve } from './noise.ts'

const { width, height } = CANVAS
const layers = 8
const palette = [
  [13, 59, 84],
  [23, 104, 120],
  [62, 157, 149],
  [148, 205, 172],
  [246, 226, 179],
  [247, 178, 122],
  [239, 122, 96],
  [206, 76, 92],
] as const

/** Draws sheets of paper one above the other, each with a wavy opening that shows the deeper ones. */
export function papercut(): string {
  const shadow =
    '<filter id="shadow" x="-10%" y="-10%" width="120%" height="120%"><feGaussianBlur in="SourceAlpha" stdDeviation="11"/><feOffset dx="3" dy="9" result="s"/><feFlood flood-color="#1a1030" flood-opacity="0.55"/><feComposite in2="s" operator="in"/><feMerge><feMergeNode/><feMergeNode in="SourceGraphic"/></feMerge></filter>'
  const sheets = Array.from({ length: layers }, (_, n) => layers - 1 - n)
  const colours = sheets.map((n) => {
    const colour = palette[n] ?? palette[0]
    return verticalGradient(`sheet${n}`, [
      [0, mixColour(colour, [255, 255, 255], 0.1)],
      [1, mixColour(colour, [20, 10, 40], 0.12)],
    ])
  })
  const heart = radialGradient('heart', [
    [0, '#fff3cf'],
    [0.5, '#ffd98f'],
    [1, '#c9486a'],
  ])
  const ground = `<rect width="${width}" height="${height}" fill="url(#heart)"/>`
  return svg(shadow + heart + colours.join(''), ground + sheets.map(sheet).join(''))
}

/** The outermost sheet has the largest opening; sheets are painted from the deepest up. */
function sheet(n: number): string {
  const curve = roughCurve(14, 2)
  const size = 1 - n / (layers + 0.6)
  const points = Array.from({ length: 181 }, (_, at): [number, number] => {
    const angle = (at / 180) * Math.PI * 2
    // the noise is walked around a circle in two coordinates, so that the opening closes smoothly
    const wave = curve(3 + n * 0.16 + Math.cos(angle) * 1.5) + curve(40 + n * 0.16 + Math.sin(angle) * 1.5)
    const reach = size * (1 + wave * 0.3) + 0.05
    const [x, y] = [width * (0.5 + n * 0.008), height * (0.5 + n * 0.012)]
    return [x + Math.cos(angle) * reach * width * 0.56, y + Math.sin(angle) * reach * height * 0.58]
  })
  const outside = `M-60 -60H${width + 60}V${height + 60}H-60Z`
  return `<path fill-rule="evenodd" d="${outside}${polyline(points)}Z" fill="url(#sheet${n})" filter="url(#shadow)"/>`
}
