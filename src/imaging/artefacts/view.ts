import { openPicture } from '../open.ts'
import type { Region, Size } from '../pixels.ts'

/** One channel of a picture, a byte a pixel, row by row. */
export interface Grey extends Size {
  data: Uint8Array
}

/** A stretch of rows at full resolution, and where in the picture it lies. */
export interface Band extends Grey {
  top: number
}

/**
 * What the checks see of a picture: a few bands of it pixel by pixel, and all of it reduced.
 *
 * Whatever the picture's size, no more than about 20 MB is held: JPEGs and PNGs are read row by row.
 */
export interface PictureView {
  size: Size
  /** Three bytes a pixel, at most {@link OVERVIEW} along the longer edge. */
  overview: Grey
  bands: Band[]
  /** Reads the red (0) or the blue (2) channel of the same bands. */
  channel(which: 0 | 2): Promise<Grey[]>
}

/** An artefact that a reviewer would refuse, in a sentence with its measure. */
export interface Artefact {
  rule: `quality-${'clipping' | 'halos' | 'banding' | 'blocks' | 'waxy' | 'border' | 'watermark'}`
  message: string
}

const OVERVIEW = 1024
/** As many rows are looked at, in each of as many places. */
const ROWS = 384
const PLACES = [1 / 6, 1 / 2, 5 / 6]

/**
 * Opens a picture file for the checks; throws what sharp throws for a file that is no picture.
 *
 * It is taken as it is stored: which side is up makes no difference to any check, and turning it would need all of it in memory.
 */
export async function viewOf(path: string): Promise<PictureView> {
  const { width, height } = await openPicture(path).metadata()
  const size = { width, height }
  const { data, info } = await openPicture(path)
    .resize(OVERVIEW, OVERVIEW, { fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true })
  const overview = { data: threeChannels(data, info.channels), width: info.width, height: info.height }
  const bands: Band[] = []
  for (const region of bandsOf(size)) bands.push({ ...(await greyOf(path, region)), top: region.top })
  return {
    ...{ size, overview, bands },
    async channel(which) {
      const read: Grey[] = []
      for (const region of bandsOf(size)) read.push(await channelOf(path, { region, which }))
      return read
    },
  }
}

/**
 * Reads the green channel of a region, which carries most of what eyes call brightness, resized where a size is given.
 *
 * A channel as it is stored keeps its levels: a weighted sum of three would invent steps of its own.
 */
export function greyOf(path: string, region: Region, size?: Size): Promise<Grey> {
  return channelOf(path, { region, size, which: 1 })
}

async function channelOf(
  path: string,
  { region, size, which }: { region: Region; size?: Size | undefined; which: 0 | 1 | 2 },
): Promise<Grey> {
  const part = openPicture(path, { sequentialRead: true }).extract(region)
  const sized = size ? part.resize(size.width, size.height, { fit: 'fill', kernel: 'cubic' }) : part
  const { data, info } = await sized
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .extractChannel(which)
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true })
  return { data, width: info.width, height: info.height }
}

/** Returns where the bands of a picture lie; a low picture is one band. */
export function bandsOf({ width, height }: Size): Region[] {
  if (height <= ROWS * PLACES.length) return [{ left: 0, top: 0, width, height }]
  return PLACES.map((place) => {
    // on the grid of JPEG's blocks, so that phases mean the same in every band
    const top = Math.floor((place * height - ROWS / 2) / 8) * 8
    return { left: 0, top, width, height: ROWS }
  })
}

/** Writes a share for a sentence: `12 %`, `0.4 %`. */
export function percent(share: number): string {
  const value = share * 100
  return `${value < 2 ? value.toFixed(1) : Math.round(value)} %`
}

function threeChannels(data: Uint8Array, channels: number): Uint8Array {
  if (channels === 3) return data
  const rgb = new Uint8Array((data.length / channels) * 3)
  for (let pixel = 0; pixel < rgb.length / 3; pixel++)
    rgb.fill(data[pixel * channels] ?? 0, pixel * 3, pixel * 3 + 3)
  return rgb
}
