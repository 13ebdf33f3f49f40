import { CANVAS, radialGradient, svg, verticalGradient } from './canvas.ts'
import { mixColour } from './colour.ts'
import { seededRandom } from './noise.ts'

const { width, height } = CANVAS
const shore = 560
const rows = 3
const lamps = ['#ffd98a', '#ffe9b8', '#ffc26b', '#bfe3ff']

/** Draws the lit towers of a city after sunset and their reflection in still water. */
export function skyline(): string {
  const definitions = [
    verticalGradient('dusk', [
      [0, '#0d1136'],
      [0.5, '#3b2a6b'],
      [0.8, '#a8497f'],
      [1, '#ff9a6b'],
    ]),
    verticalGradient('water', [
      [0, '#8a3f78', 0.55],
      [0.35, '#2a2258', 0.72],
      [1, '#0a0d2c', 0.92],
    ]),
    radialGradient('moon', [
      [0, '#fff8e6', 0.9],
      [0.25, '#ffe9d0', 0.3],
      [1, '#ffd0c0', 0],
    ]),
    '<filter id="ripple" x="0" y="0" width="100%" height="100%"><feTurbulence type="fractalNoise" baseFrequency="0.006 0.11" numOctaves="2" seed="4"/><feDisplacementMap in="SourceGraphic" scale="22" xChannelSelector="R" yChannelSelector="G"/><feGaussianBlur stdDeviation="0.6 1.6"/></filter>',
    `<clipPath id="below"><rect y="${shore}" width="${width}" height="${height - shore}"/></clipPath>`,
  ]
  const above = sky() + Array.from({ length: rows }, (_, n) => towers(n)).join('')
  const mirrored = `<g clip-path="url(#below)"><g filter="url(#ripple)"><g transform="matrix(1 0 0 -1 0 ${2 * shore})">${above}</g></g></g>`
  const water = `<rect y="${shore}" width="${width}" height="${height - shore}" fill="url(#water)"/><rect y="${shore - 2}" width="${width}" height="4" fill="#0b0d26"/>`
  return svg(definitions.join(''), above + mirrored + water)
}

function sky(): string {
  const random = seededRandom(21)
  const stars = Array.from({ length: 130 }, () => {
    const y = random() ** 1.6 * 300
    return `<circle cx="${(random() * width).toFixed(1)}" cy="${y.toFixed(1)}" r="${(0.5 + random() * 0.9).toFixed(2)}" fill="#fff" opacity="${(0.85 - y / 420).toFixed(2)}"/>`
  })
  return `<rect width="${width}" height="${shore + 1}" fill="url(#dusk)"/>${stars.join('')}<circle cx="1030" cy="130" r="130" fill="url(#moon)"/><circle cx="1030" cy="130" r="30" fill="#fffaf0"/>`
}

/** A row of towers; the nearer rows are darker and have more lit windows. */
function towers(row: number): string {
  const random = seededRandom(3 + row * 17)
  const depth = row / (rows - 1)
  const parts: string[] = []
  for (let x = -20; x < width; ) {
    const wide = 38 + random() * 62
    const hill = Math.exp(-(((x - 560 - row * 90) / 420) ** 2)) // the city is tallest in its middle
    const tall = (70 + random() * 150) * (1 - depth * 0.3) + hill * (190 - depth * 60) * random()
    parts.push(tower({ x, wide, tall, depth, random }))
    x += wide + (random() < 0.25 ? random() * 26 : -2)
  }
  return parts.join('')
}

function tower({
  x,
  wide,
  tall,
  depth,
  random,
}: {
  x: number
  wide: number
  tall: number
  depth: number
  random: () => number
}): string {
  const top = shore - tall
  const wall = mixColour([112, 62, 122], [18, 18, 48], depth ** 0.7)
  const body = `<rect x="${x.toFixed(1)}" y="${top.toFixed(1)}" width="${wide.toFixed(1)}" height="${tall.toFixed(1)}" fill="${wall}"/>`
  const mast =
    random() < 0.3
      ? `<rect x="${(x + wide / 2).toFixed(1)}" y="${(top - 26).toFixed(1)}" width="2" height="27" fill="${wall}"/>`
      : ''
  const crown =
    random() < 0.4
      ? `<rect x="${(x + wide * 0.2).toFixed(1)}" y="${(top - 12).toFixed(1)}" width="${(wide * 0.6).toFixed(1)}" height="13" fill="${wall}"/>`
      : ''
  return body + mast + crown + windows({ x, wide, top, depth, random })
}

function windows({
  x,
  wide,
  top,
  depth,
  random,
}: {
  x: number
  wide: number
  top: number
  depth: number
  random: () => number
}): string {
  const [stepX, stepY] = [8, 11]
  const lit = 0.2 + depth * 0.25
  const colour = lamps[Math.floor(random() * lamps.length)]
  const panes: string[] = []
  for (let y = top + 9; y < shore - 12; y += stepY) {
    for (let at = x + 6; at < x + wide - 7; at += stepX) {
      if (random() < lit) panes.push(`M${at.toFixed(1)} ${y.toFixed(1)}h4v6h-4z`)
    }
  }
  return `<path d="${panes.join('')}" fill="${colour}" opacity="${(0.35 + depth * 0.55).toFixed(2)}"/>`
}
