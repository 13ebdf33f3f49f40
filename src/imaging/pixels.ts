/** Width and height in pixels. */
export interface Size {
  width: number
  height: number
}

/** A rectangle of pixels; `left` and `top` count from the picture's upper left corner. */
export interface Region extends Size {
  left: number
  top: number
}

/** A picture in memory: sRGB, 8 bits, three bytes a pixel (red, green, blue), row by row without padding. */
export interface Pixels extends Size {
  data: Uint8Array
}

/** Makes a black picture of a size. */
export function blankPixels({ width, height }: Size): Pixels {
  return { data: new Uint8Array(width * height * 3), width, height }
}

/** Lays colours on white where `alpha`, a byte for each pixel, lets it through; changes `rgb`. */
export function layOnWhite(rgb: Uint8Array, alpha: Uint8Array): void {
  for (let pixel = 0; pixel < alpha.length; pixel++) {
    const opacity = alpha[pixel] ?? 255
    if (opacity === 255) continue
    for (let at = pixel * 3; at < pixel * 3 + 3; at++)
      rgb[at] = Math.round(255 + (((rgb[at] ?? 0) - 255) * opacity) / 255)
  }
}

/** Copies `region` of `from` into `to` with its upper left corner at `left`, `top`; both must hold it. */
export function copyRegion(from: Pixels, region: Region, to: Pixels, left: number, top: number): void {
  for (let row = 0; row < region.height; row++) {
    const start = ((region.top + row) * from.width + region.left) * 3
    const line = from.data.subarray(start, start + region.width * 3)
    to.data.set(line, ((top + row) * to.width + left) * 3)
  }
}

/** Returns `region` of a picture as a picture of its own. */
export function cutRegion(from: Pixels, region: Region): Pixels {
  const cut = blankPixels(region)
  copyRegion(from, region, cut, 0, 0)
  return cut
}

/** Returns the picture grown to `size` at its right and lower edge by repeating its last column and row. */
export function padToSize(from: Pixels, size: Size): Pixels {
  if (from.width === size.width && from.height === size.height) return from
  const padded = blankPixels(size)
  copyRegion(from, { left: 0, top: 0, width: from.width, height: from.height }, padded, 0, 0)
  const stride = size.width * 3
  for (let row = 0; row < from.height; row++)
    repeatLastPixel(padded.data, row * stride, from.width, size.width)
  const last = padded.data.subarray((from.height - 1) * stride, from.height * stride)
  for (let row = from.height; row < size.height; row++) padded.data.set(last, row * stride)
  return padded
}

function repeatLastPixel(data: Uint8Array, start: number, width: number, wanted: number): void {
  const pixel = data.subarray(start + (width - 1) * 3, start + width * 3)
  for (let x = width; x < wanted; x++) data.set(pixel, start + x * 3)
}
