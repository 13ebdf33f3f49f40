/** The picture formats that Stockroom takes in. */
export type PictureFormat = 'png' | 'jpeg' | 'webp' | 'avif' | 'tiff'

/** What the first bytes of a file tell: a format we take, something else by its name, or nothing known. */
export type Sniffed = { format: PictureFormat } | { other: string } | null

/** The media type of each format. */
export const MIME: Record<PictureFormat, string> = {
  png: 'image/png',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  avif: 'image/avif',
  tiff: 'image/tiff',
}

/** `??` in a signature stands for any byte; `at` is where it begins. */
const signatures: { hex: string; at?: number; is: Exclude<Sniffed, null> }[] = [
  { hex: '89504e470d0a1a0a', is: { format: 'png' } },
  { hex: 'ffd8ff', is: { format: 'jpeg' } },
  { hex: '52494646????????57454250', is: { format: 'webp' } },
  { hex: '49492a00', is: { format: 'tiff' } },
  { hex: '4d4d002a', is: { format: 'tiff' } },
  { hex: '49492b00', is: { format: 'tiff' } },
  { hex: '4d4d002b', is: { format: 'tiff' } },
  { hex: '474946383?61', is: { other: 'a GIF' } },
  { hex: '424d', is: { other: 'a Windows bitmap' } },
  { hex: '25504446', is: { other: 'a PDF' } },
  { hex: '38425053', is: { other: 'a Photoshop document' } },
  { hex: '00000100', is: { other: 'an icon' } },
  { hex: 'ff0a', is: { other: 'a JPEG XL picture' } },
  { hex: '0000000c4a584c20', is: { other: 'a JPEG XL picture' } },
  { hex: '0000000c6a502020', is: { other: 'a JPEG 2000 picture' } },
  { hex: '504b0304', is: { other: 'a ZIP archive' } },
  { hex: '1f8b', is: { other: 'a gzip archive' } },
  { hex: '1a45dfa3', is: { other: 'a video' } },
]

/** Tells what a file is from its first bytes (64 or more, or all of a shorter file). */
export function sniff(head: Buffer): Sniffed {
  const found = signatures.find(({ hex, at = 0 }) => matches(head, hex, at))
  return found?.is ?? sniffBoxes(head) ?? sniffText(head)
}

/** Tells whether a file this short could still become a picture once its writer goes on. */
export function couldBecomePicture(head: Buffer): boolean {
  const hex = head.toString('hex')
  return signatures.some((signature) => 'format' in signature.is && signature.hex.startsWith(hex))
}

function matches(head: Buffer, hex: string, at: number): boolean {
  const length = hex.length / 2
  if (head.length < at + length) return false
  const found = head.toString('hex', at, at + length)
  return [...hex].every((digit, index) => digit === '?' || digit === found[index])
}

/** ISO base media files (AVIF, HEIC, MP4) name their brands in a first box called `ftyp`. */
function sniffBoxes(head: Buffer): Sniffed {
  if (head.toString('latin1', 4, 8) !== 'ftyp') return null
  const brands = head.toString('latin1', 8, Math.min(head.length, head.readUInt32BE(0)))
  if (/avi[fs]/.test(brands)) return { format: 'avif' }
  if (/hei[cxms]|hev[cx]|mif1/.test(brands)) return { other: 'a HEIC picture' }
  return { other: 'a video' }
}

function sniffText(head: Buffer): Sniffed {
  const text = head.toString('utf8')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what tells text from data
  if (head.length === 0 || /[\u0000-\u0008\u000e-\u001f]/.test(text)) return null
  if (text.slice(0, -4).includes('\ufffd')) return null // the last character may be cut in half
  if (/<svg[\s>]/i.test(text)) return { other: 'an SVG drawing' }
  if (/<(!doctype html|html)[\s>]/i.test(text)) return { other: 'a web page' }
  return { other: 'text' }
}
