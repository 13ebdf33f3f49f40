import { join } from 'node:path'
import type { JobKind } from '../../jobs/job.ts'
import type { Jobs } from '../../jobs/jobs.ts'
import type { Library } from '../../library/library.ts'
import type { Kinds } from '../job-kinds.ts'
import type { PreflightInput } from './pixel-job.ts'
import { createPreflight, type Preflight } from './preflight.ts'
import type { Submitted } from './report.ts'
import type { WordChecks } from './words.ts'

interface Deps {
  library: Library
  words: WordChecks
  generations: string
  submitted: () => Promise<readonly Submitted[]>
  /** The jobs, which are made from the kinds and so come later. */
  jobs: () => Pick<Jobs<Kinds>, 'add' | 'list' | 'items'>
}

/** Opens preflight: what the product asks, and the kind of job that looks at pixels. */
export function openPreflight({ library, words, generations, submitted, jobs }: Deps): {
  preflight: Preflight
  kind: JobKind<PreflightInput>
} {
  return createPreflight({
    ...{ library, words, submitted, folder: join(generations, '.stockroom') },
    add: (images, origin) => jobs().add('preflight', {}, images, { origin }),
    waiting: () => waitingIn(jobs()),
  })
}

const PAGE = 1000

/** Returns the pictures that jobs are to look at and did not yet. */
async function waitingIn(jobs: Pick<Jobs<Kinds>, 'list' | 'items'>): Promise<ReadonlySet<string>> {
  const found = new Set<string>()
  for (const status of ['queued', 'processing'] as const) {
    const list = await jobs.list({ kind: 'preflight', status, page: 1, limit: 20 })
    for (const { id } of list.jobs) {
      for (let page = 1; ; page++) {
        const { items } = await jobs.items(id, { status: 'waiting', page, limit: PAGE })
        for (const item of items) found.add(item.id)
        if (items.length < PAGE) break
      }
    }
  }
  return found
}
