import { join } from 'node:path'
import pLimit from 'p-limit'
import { invalid } from '../core/errors.ts'
import { freeName, isPlainName, writeWhole } from '../core/files.ts'
import { idOf, stemOf } from '../core/ids.ts'
import { type Folders, PROMPTS } from './folders.ts'
import { fold, isPictureName } from './names.ts'
import type { Places } from './places.ts'
import { sidecarText } from './sidecar-text.ts'

/** Adds a picture to a generation and returns its id. */
export type AddImage = (
  generation: string,
  name: string,
  bytes: Uint8Array,
  sidecar?: object,
) => Promise<string>

/**
 * Makes what puts new pictures into generations.
 *
 * The name becomes a free one when a picture or a sidecar of the same stem is there: a sidecar belongs
 * to a stem, so a new picture must not get another one's.
 */
export function createUploads({ folders, places }: { folders: Folders; places: Places }): AddImage {
  const oneAtATime = pLimit(1) // two of the same name must not find the same name free

  async function add(generation: string, name: string, bytes: Uint8Array, sidecar?: object): Promise<string> {
    if (!isPlainName(name) || name.startsWith('.') || !isPictureName(name)) {
      throw invalid('name', 'a file name that ends in png, jpg, jpeg, webp, avif, tif or tiff', name)
    }
    const folder = await places.open(generation, 'raw')
    const view = await folders.views()(generation, 'raw')
    const isTaken = (candidate: string) =>
      view.sameStem(candidate).length > 0 ||
      view.sidecarOf(candidate) !== undefined ||
      isPromptsName(candidate)
    const free = await freeName(name, async (candidate) => isTaken(candidate))
    if (sidecar) await writeWhole(join(folder, `${stemOf(free)}.json`), sidecarText(sidecar))
    await writeWhole(join(folder, free), bytes)
    return idOf({ generation, stage: 'raw', name: free })
  }

  return (...picture) => oneAtATime(add, ...picture)
}

/** A picture called `prompts.png` could have no sidecar: that name belongs to the prompts. */
function isPromptsName(name: string): boolean {
  return fold(`${stemOf(name)}.json`) === PROMPTS
}
