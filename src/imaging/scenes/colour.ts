/** A colour as red, green and blue of 0-255. */
export type Colour = readonly [number, number, number]

/** Returns a colour as SVG writes it. */
export function rgb(colour: Colour): string {
  return `rgb(${colour.join(',')})`
}

/** Mixes two colours (0 gives the first, 1 the second) and returns the mixture as SVG writes it. */
export function mixColour(from: Colour, to: Colour, part: number): string {
  const mix = (n: 0 | 1 | 2) => Math.round(from[n] + (to[n] - from[n]) * part)
  return rgb([mix(0), mix(1), mix(2)])
}
