import { placeOf, stemOf } from '../core/ids.ts'
import type { Library } from '../library/library.ts'
import type { MadePicture } from '../upscale/protocol.ts'
import type { UpscaleFacts } from './upscale-facts.ts'

/** Moves what was made of a picture into the library: its crop, if any, and the enlarged picture. */
export async function placeMade(
  library: Library,
  item: { id: string; name: string },
  made: MadePicture,
  facts: UpscaleFacts,
): Promise<void> {
  const { stage, name } = placeOf(item.id)
  if (made.processed && stage === 'raw') {
    const before = await library.derivedOf(item.id, 'processed')
    const known = before[0] && placeOf(before[0].id).name
    const file = known ?? (await processedName(library, item.id, `${stemOf(name)}.png`))
    await library.placeDerived({ source: item.id, stage: 'processed', name: file, file: made.processed })
  }
  await library.placeDerived({
    source: item.id,
    stage: 'upscaled',
    name: item.name,
    file: made.file,
    facts: { upscaled: facts },
  })
}

/** Two pictures that differ only in their extension must not share one crop. */
async function processedName(library: Library, id: string, wanted: string): Promise<string> {
  const { generation, name } = placeOf(id)
  const taken = (await library.siblings(generation, 'processed')).map((file) => file.toLowerCase())
  return taken.includes(wanted.toLowerCase()) ? `${name.replace(/\.([^.]+)$/, '-$1')}.png` : wanted
}
