import pLimit from 'p-limit'
import { sha256Of } from '../../core/content-hash.ts'
import { AppError, messageOf } from '../../core/errors.ts'
import type { PixelRequest } from '../../imaging/artefacts/check.ts'
import type { ItemEnd, JobKind } from '../../jobs/job.ts'
import type { Image, Library } from '../../library/library.ts'
import { type BeforeAfter, beforeAfter } from '../family.ts'
import type { Checkers } from './checkers.ts'
import type { PixelContent, PixelStore } from './pixel-store.ts'

/** A look at the pixels needs to be told nothing but the pictures. */
export type PreflightInput = Record<string, never>

interface Deps {
  library: Library
  checkers: Checkers
  store: PixelStore
}

type Compared = Pick<BeforeAfter, 'before' | 'region'>

const BEFORE = { status: 'skipped', reason: 'It was looked at before.' } as const
const GONE = { status: 'skipped', reason: 'It is no longer there under this name.' } as const
const CHANGED = { status: 'failed', reason: 'It changed while it was looked at; look at it again.' } as const

/** So many pictures are sent at once; the pool works on fewer. */
const AT_ONCE = 8

/** The job behind the pixel checks: the same content is looked at once, wherever it lies and whatever it is called. */
export function pixelJob({ library, checkers, store }: Deps): JobKind<PreflightInput> {
  const sha256 = async (image: Image, signal: AbortSignal) => {
    const path = await library.pathOf(image.id)
    return store.sha256(image, () => sha256Of(path, signal))
  }

  async function contentOf(
    image: Image,
    compared: Compared | null,
    signal: AbortSignal,
  ): Promise<PixelContent> {
    const source = compared && {
      sha256: await sha256(compared.before, signal),
      region: compared.region,
    }
    return { sha256: await sha256(image, signal), source }
  }

  async function look(image: Image, signal: AbortSignal): Promise<Omit<ItemEnd, 'id'>> {
    if (await store.get(image)) return BEFORE
    const compared = await comparedWith(library, image)
    const content = await contentOf(image, compared, signal)
    if (await store.recognise(image, content)) return BEFORE
    const checked = await checkers.check(await requestFor(library, image, compared), signal)
    if ((await found(library, image.id)).version !== image.version) return CHANGED
    if ('findings' in checked) {
      await store.set(image, content, checked)
      return { status: 'done', result: { findings: checked.findings.artefacts.length } }
    }
    if (checked.lasts) await store.set(image, content, { problem: checked.problem })
    return { status: 'failed', reason: checked.problem }
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
          .then(async (end) => (end.status === 'failed' && (await isGone(library, id)) ? GONE : end))
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

/** A picture may be renamed or thrown away while it waits; then there is nothing to look at, and nothing is wrong. */
function isGone(library: Library, id: string): Promise<boolean> {
  return found(library, id).then(
    () => false,
    (error: unknown) => error instanceof AppError && error.code === 'not_found',
  )
}

function failed(error: unknown): Omit<ItemEnd, 'id'> {
  return { status: 'failed', reason: messageOf(error) }
}

/** Returns what an enlarged picture was made from, and which part of it. */
async function comparedWith(library: Library, image: Image): Promise<Compared | null> {
  const pair = image.stage === 'upscaled' ? await beforeAfter(library, image) : null
  return pair?.after.id === image.id ? pair : null
}

async function requestFor(library: Library, image: Image, compared: Compared | null): Promise<PixelRequest> {
  const path = await library.pathOf(image.id)
  if (!compared) return { path, source: null }
  const { before, region } = compared
  return { path, source: { path: await library.pathOf(before.id), region } }
}
