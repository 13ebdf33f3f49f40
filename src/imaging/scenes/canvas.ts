/** The size at which the sample pictures are drawn: what image models usually give for 16:9. */
export const CANVAS = { width: 1344, height: 768 }

/** Puts a drawing together: definitions (gradients, filters) and what is painted with them. */
export function svg(definitions: string, content: string): string {
  const { width, height } = CANVAS
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><defs>${definitions}</defs>${content}</svg>`
}

/** A gradient from top to bottom of what it fills; a stop is `[offset 0-1, colour]` or `[offset, colour, opacity]`. */
export function verticalGradient(id: string, stops: readonly [number, string, number?][]): string {
  return `<linearGradient id="${id}" x1="0" y1="0" x2="0" y2="1">${stopsOf(stops)}</linearGradient>`
}

/** A round gradient, from the middle outwards. */
export function radialGradient(id: string, stops: readonly [number, string, number?][]): string {
  return `<radialGradient id="${id}">${stopsOf(stops)}</radialGradient>`
}

/** The `d` of a path through points, straight from one to the next. */
export function polyline(points: readonly (readonly [number, number])[]): string {
  return `M${points.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join('L')}`
}

function stopsOf(stops: readonly [number, string, number?][]): string {
  return stops
    .map(
      ([offset, colour, opacity = 1]) =>
        `<stop offset="${offset}" stop-color="${colour}" stop-opacity="${opacity}"/>`,
    )
    .join('')
}
