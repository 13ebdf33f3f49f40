import pLimit from 'p-limit'
import { AppError, messageOf } from '../../core/errors.ts'
import type { PixelRequest } from '../../imaging/artefacts/check.ts'
import type { ItemEnd, JobKind } from '../../jobs/job.ts'
import type { Image, Library } from '../../library/library.ts'
import { beforeAfter } from '../family.ts'
import type { Checkers } from './checkers.ts'
import type { PixelStore } from './pixel-store.ts'

/** A look at the pixels needs to be told nothing but the pictures. */
export type PreflightInput = Record<string, never>

interface Deps {
  library: Library
  checkers: Checkers
  store: PixelStore
}

/** So many pictures are sent at once; the pool works on fewer. */
const AT_ONCE = 8

/** The job behind the pixel checks: each picture is looked at once for each version of its file. */
export function pixelJob({ library, checkers, store }: Deps): JobKind<PreflightInput> {
  async function look(image: Image, signal: AbortSignal): Promise<Omit<ItemEnd, 'id'>> {
    if (await store.get(image)) return { status: 'skipped', reason: 'It was looked at before.' }
    const checked = await checkers.check(await requestFor(library, image), signal)
    await store.set(image, checked)
    if ('problem' in checked) return { status: 'failed', reason: checked.problem }
    return { status: 'done', result: { findings: checked.findings.artefacts.length } }
  }

  return {
    async run({ items, signal, pause, begin, settle, progress, log }) {
      let step = 0
      const one = async (id: string) => {
        if (signal.aborted || pause.aborted) return
        begin(id)
        const end = await found(library, id)
          .then((image) => look(image, signal))
          .catch((error: unknown) => failed(error))
        if (signal.aborted) return
        if (end.status === 'failed') log(`${id}: ${end.reason}`, 'error')
        await settle({ id, ...end })
        progress({ step: ++step, steps: items.length, label: id })
      }
      await pLimit(AT_ONCE).map(items, one)
    },
  }
}

async function found(library: Library, id: string): Promise<Image> {
  const [image] = await library.find([id])
  if (!image) throw new AppError('not_found', `There is no picture ${id}.`)
  return image
}

function failed(error: unknown): Omit<ItemEnd, 'id'> {
  return { status: 'failed', reason: messageOf(error) }
}

async function requestFor(library: Library, image: Image): Promise<PixelRequest> {
  const path = await library.pathOf(image.id)
  const pair = image.stage === 'upscaled' ? await beforeAfter(library, image) : null
  if (!pair || pair.after.id !== image.id) return { path, source: null }
  return { path, source: { path: await library.pathOf(pair.before.id), region: pair.region } }
}
