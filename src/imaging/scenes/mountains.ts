import { CANVAS, polyline, radialGradient, svg, verticalGradient } from './canvas.ts'
import { type Colour, mixColour, rgb } from './colour.ts'
import { roughCurve, seededRandom } from './noise.ts'

const { width, height } = CANVAS
const near: Colour = [24, 24, 56]
/** The colour of the ridges at their crests, and of the mist at their feet, from far to near. */
const crests: Colour[] = [
  [250, 178, 142],
  [224, 128, 132],
  [172, 92, 132],
  [112, 70, 124],
  [70, 54, 108],
  [42, 40, 84],
  near,
]
const mists: Colour[] = [
  [255, 214, 170],
  [250, 182, 150],
  [226, 140, 144],
  [168, 104, 142],
  [112, 80, 130],
  [76, 62, 112],
  [44, 36, 78],
]
const ridges = crests.length

/** Draws ridges that fade into the mist of a sunrise, with firs on the nearest. */
export function mountains(): string {
  const definitions = [
    verticalGradient('sky', [
      [0, '#4a4a94'],
      [0.16, '#8a5d9e'],
      [0.3, '#e0809a'],
      [0.42, '#ffb48c'],
      [0.55, '#ffdfae'],
    ]),
    radialGradient('glow', [
      [0, '#fff6d8', 1],
      [0.12, '#ffe9b8', 0.85],
      [0.4, '#ffc090', 0.4],
      [1, '#ff9a90', 0],
    ]),
    ...Array.from({ length: ridges }, (_, n) => ridgeColours(n)),
  ]
  const sky = `<rect width="${width}" height="${height}" fill="url(#sky)"/><circle cx="880" cy="300" r="420" fill="url(#glow)"/><circle cx="880" cy="300" r="38" fill="#fffbea"/>`
  return svg(
    definitions.join(''),
    sky + birds() + Array.from({ length: ridges }, (_, n) => ridge(n)).join(''),
  )
}

/** Each ridge is dark at its crest and fades to the colour of the mist below it. */
function ridgeColours(n: number): string {
  return verticalGradient(`ridge${n}`, [
    [0, rgb(crests[n] ?? near)],
    [0.75, rgb(mists[n] ?? near)],
  ])
}

function ridge(n: number): string {
  const depth = n / (ridges - 1)
  const curve = roughCurve(40 + n * 7, 7)
  const base = 330 + depth ** 1.15 * 330
  const tall = 190 - depth * 70
  const crest = (x: number) => base - curve((x / width) * (2.2 + depth * 1.6)) * tall
  const points = Array.from({ length: width / 4 + 1 }, (_, at): [number, number] => [at * 4, crest(at * 4)])
  const outline = `${polyline(points)}L${width} ${height}L0 ${height}Z`
  return `<path d="${outline}" fill="url(#ridge${n})"/>${depth === 1 ? firs(crest) : ''}`
}

function firs(crest: (x: number) => number): string {
  const random = seededRandom(9)
  const trees = Array.from({ length: 150 }, () => {
    const x = random() * width
    const size = 14 + random() * 42 * (0.4 + Math.abs(x / width - 0.5))
    return fir(x, crest(x) + 6, size)
  })
  return `<path d="${trees.join('')}" fill="${mixColour(near, [8, 12, 28], 0.6)}"/>`
}

function fir(x: number, foot: number, size: number): string {
  const branches = [0.15, 0.4, 0.65, 1].map((part, n) => {
    const y = foot - size + size * part
    return [x + size * (0.09 + n * 0.05) * (0.6 + part * 0.4), y] as const
  })
  const right = branches.flatMap(([at, y]) => [
    [at, y] as const,
    [x + (at - x) * 0.45, y - size * 0.03] as const,
  ])
  const left = right.map(([at, y]) => [2 * x - at, y] as const).toReversed()
  return `${polyline([[x, foot - size], ...right, ...left])}Z`
}

function birds(): string {
  const flock: [number, number, number][] = [
    [430, 180, 15],
    [470, 200, 11],
    [505, 172, 10],
    [540, 214, 8],
    [400, 222, 9],
  ]
  const wings = flock.map(
    ([x, y, r]) =>
      `M${x - r} ${y - r * 0.35}q${r * 0.6} ${-r * 0.3} ${r} ${r * 0.4}q${r * 0.4} ${-r * 0.7} ${r} ${-r * 0.4}`,
  )
  return `<path d="${wings.join('')}" fill="none" stroke="#3c3560" stroke-width="2.2" stroke-linecap="round" opacity="0.75"/>`
}
