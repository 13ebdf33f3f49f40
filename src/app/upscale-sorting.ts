import { isRefusal, messageOf } from '../core/errors.ts'
import { placeOf } from '../core/ids.ts'
import type { JournalWriter } from '../core/journal.ts'
import { deliveryName } from '../delivery/file-names.ts'
import type { JobContext } from '../jobs/job.ts'
import type { Library } from '../library/library.ts'
import type { Model } from '../upscale/models.ts'
import { type CropFocus, factsOf, focusOf, whySkip } from './upscale-facts.ts'
import type { UpscaleInput } from './upscale-input.ts'

/** A running job, with a journal that its watchers read, too. */
export type Run = JobContext<UpscaleInput> & { journal: JournalWriter }

/** A picture that is to be enlarged, and the name it gets in `upscaled/`. */
export interface Ready {
  id: string
  label: string
  source: string
  name: string
  focus: CropFocus | undefined
}

/** Parts the pictures into those to enlarge and those whose end is known: missing, or done before. */
export async function sortOut(
  library: Library,
  run: Run,
  model: Model,
): Promise<{ ready: Ready[]; skipped: string[] }> {
  const { input, journal } = run
  const ready: Ready[] = []
  const skipped: string[] = []
  const taken = new Map<string, Set<string>>()

  for (const id of run.items) {
    if (run.signal.aborted || run.pause.aborted) break
    try {
      const focus = await focusOf(library, id)
      const factsFor = (sha256: string) => factsOf(model, input, focus, sha256)
      const reason = await whySkip(library, id, { format: input.format, factsFor })
      if (reason) {
        journal.say(`${id}: skipped, ${reason}`)
        skipped.push(id)
        await run.settle({ id, status: 'skipped', reason })
      } else {
        ready.push({ ...(await prepare(library, id, input.format, taken)), focus })
      }
    } catch (error) {
      journal.fail(`${id}: ${messageOf(error)}`, messageOf(error))
      await run.settle({ id, status: 'failed', reason: messageOf(error), isPassing: isRefusal(error) })
    }
  }
  return { ready, skipped }
}

/** Finds the picture a name in `upscaled/`: the one it had before, else a free one. */
async function prepare(
  library: Library,
  id: string,
  format: UpscaleInput['format'],
  taken: Map<string, Set<string>>,
): Promise<Omit<Ready, 'focus'>> {
  const { generation, name } = placeOf(id)
  const source = await library.pathOf(id)
  const before = (await library.derivedOf(id, 'upscaled')).map((derived) => placeOf(derived.id).name)
  const names = taken.get(generation) ?? new Set((await library.siblings(generation, 'upscaled')).map(lower))
  taken.set(generation, names)
  const kept = before.find((old) => old.endsWith(`.${format}`))
  const delivered = kept ?? deliveryName(name, format, names)
  names.add(lower(delivered))
  return { id, label: name, source, name: delivered }
}

function lower(name: string): string {
  return name.toLowerCase()
}
