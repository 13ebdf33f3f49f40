import { stat } from 'node:fs/promises'
import { basename, isAbsolute, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { AppError } from '../../core/errors.ts'
import { type OfficialModel, RELEASES } from './registry.ts'

/** Where the file of an official model can be had. */
export type WeightsSource = { type: 'web'; url: string } | { type: 'file'; path: string }

/**
 * Finds where to take a model from: the releases of its authors, or the mirror, which is a URL or a folder
 * with the same paths below it, or a folder with all files side by side.
 *
 * Throws `not_found` when the mirror is a folder that has no such file.
 */
export async function sourceOf({ path }: OfficialModel, mirror: string | undefined): Promise<WeightsSource> {
  const base = mirror ?? RELEASES
  if (/^https?:/i.test(base)) return { type: 'web', url: `${base.replace(/\/+$/, '')}/${path}` }
  const folder = /^file:/i.test(base) ? fileURLToPath(base) : isAbsolute(base) ? base : resolve(base)
  for (const file of [join(folder, ...path.split('/')), join(folder, basename(path))]) {
    const found = await stat(file).catch(() => null)
    if (found?.isFile()) return { type: 'file', path: file }
  }
  throw new AppError(
    'not_found',
    `The mirror ${folder} (STOCKROOM_WEIGHTS_MIRROR) has neither ${path} nor ${basename(path)}.`,
  )
}
