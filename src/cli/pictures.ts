import type { App } from '../app.ts'
import { AppError } from '../core/errors.ts'
import { GenerationId, type Stage } from '../core/ids.ts'
import { parse } from '../core/parse.ts'

/** Returns a generation's id; throws `not_found` where there is no such folder. */
export async function generationOf({ library, folders }: App, name: string): Promise<string> {
  const generation = parse(GenerationId, name, 'Generation')
  const known = await library.generations()
  if (known.some(({ id }) => id === generation)) return generation
  throw new AppError('not_found', `There is no generation called ${generation} in ${folders.generations}.`)
}

/** Returns the ids of a generation's pictures at a stage, in their order. */
export function picturesAt({ library }: App, generation: string, stage: Stage | 'all'): Promise<string[]> {
  return library.order({ generation, stage })
}

/** Returns the raw pictures of a generation, or all of one that has no raw ones any more. */
export async function rawOrAll(app: App, name: string): Promise<string[]> {
  const generation = await generationOf(app, name)
  const raw = await picturesAt(app, generation, 'raw')
  return raw.length > 0 ? raw : picturesAt(app, generation, 'all')
}
