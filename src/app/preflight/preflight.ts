import { join } from 'node:path'
import { inPieces } from '../../core/pieces.ts'
import type { Fingerprint } from '../../imaging/fingerprint.ts'
import type { Job, Origin } from '../../jobs/job.ts'
import type { Image, Library } from '../../library/library.ts'
import type { Finding } from '../../metadata/findings.ts'
import { createCheckers } from './checkers.ts'
import { type Cures, createCures } from './cures.ts'
import { createReading, deliverable, gather, picturesOf, type Reading } from './gather.ts'
import { pixelJob } from './pixel-job.ts'
import { createPixelStore, type PixelStore } from './pixel-store.ts'
import { judge, type PreflightReport, type Submitted } from './report.ts'
import type { WordChecks } from './words.ts'

/** Checks pictures before they are submitted, without writing anything. */
export interface Preflight extends Cures {
  /** Judges the pictures that would be submitted for those asked for; `exact` judges those asked for themselves. */
  check(images: readonly string[], options?: { exact?: boolean }): Promise<PreflightReport>
  checkGeneration(generation: string): Promise<PreflightReport>
  /** Returns what keeps pictures from being submitted, by their ids; those that nothing keeps are left out. */
  blocked(images: readonly string[]): Promise<ReadonlyMap<string, readonly Finding[]>>
  /** Queues a look at the pixels of pictures that were not looked at yet and are not in the queue; null when there are none. */
  look(images: readonly string[], origin: Origin): Promise<Job | null>
  /** Returns what a picture looks like, where a look at its pixels has told. */
  fingerprint(image: Image): Promise<Fingerprint | null>
  /** Makes what is known of a picture's pixels known of a version that has other words, or another name. */
  carry: PixelStore['carry']
  /** Ends what it started; may be called twice. */
  stop(): void
}

interface Deps {
  library: Library
  words: WordChecks
  /** The folder of the library's own files. */
  folder: string
  submitted: () => Promise<readonly Submitted[]>
  /** Adds a job that looks at pixels. */
  add: (images: readonly string[], origin: Origin) => Promise<Job>
  /** Returns the pictures that wait for a look already. */
  waiting: () => Promise<ReadonlySet<string>>
}

/** Puts preflight together; `kind` is the job that looks at pixels. */
export function createPreflight({ library, words, folder, submitted, add, waiting }: Deps) {
  const store = createPixelStore(join(folder, 'preflight'))
  const checkers = createCheckers()

  async function judged(reading: Reading, ids: readonly string[], { isWhole = false } = {}) {
    const [gathered, before] = await Promise.all([gather(reading, store, ids), submitted(), words.ready()])
    // of a whole folder, what is being written is left out; who asks for it by name is told so
    const judged = isWhole ? gathered.filter(({ isHeld }) => !isHeld) : gathered
    return inPieces(judge(judged, words, before))
  }

  async function check(images: readonly string[], { exact = false } = {}): Promise<PreflightReport> {
    const reading = createReading(library)
    return judged(reading, exact ? images : await deliverable(reading, images))
  }

  const preflight: Preflight = {
    ...createCures(library, words),
    check,
    async checkGeneration(generation) {
      const reading = createReading(library)
      const ids = await deliverable(reading, await picturesOf(reading, generation))
      return judged(reading, ids, { isWhole: true })
    },
    async blocked(images) {
      const { pictures } = await check(images, { exact: true })
      const found = new Map<string, Finding[]>()
      for (const { id, rules } of pictures) {
        const open = rules.flatMap(({ findings }) =>
          findings.filter((one) => one.level === 'block' && !one.override),
        )
        if (open.length > 0) found.set(id, open)
      }
      return found
    },
    async look(images, origin) {
      const busy = await waiting()
      const described = await library.describe(images.filter((id) => !busy.has(id)))
      const known = await store.getAll(described.map(({ image }) => image))
      const ids = described.flatMap(({ image }, index) => (known[index] || !image.mime ? [] : [image.id]))
      return ids.length > 0 ? add(ids, origin) : null
    },
    async fingerprint(image) {
      const known = await store.get(image)
      return known && 'findings' in known ? known.findings.fingerprint : null
    },
    carry: store.carry,
    stop: checkers.stop,
  }
  return { preflight, kind: pixelJob({ library, checkers, store }) }
}
