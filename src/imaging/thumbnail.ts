import { openPicture } from './open.ts'

/**
 * Makes a WebP preview of a picture file: upright, sRGB, inside a square of `edge` pixels, never enlarged.
 *
 * JPEGs are decoded at a fraction of their size, and what is damaged in a file is shown as far as it
 * goes: a preview is for recognising a picture. Throws what sharp throws for a file that is none.
 */
export function thumbnail(path: string, edge: number): Promise<Buffer> {
  return openPicture(path, { failOn: 'none' })
    .autoOrient()
    .resize(edge, edge, { fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .webp({ quality: 80 })
    .toBuffer()
}
