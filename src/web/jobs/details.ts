import { z } from 'zod'
import { type App, ITEM_STATUSES, type JobItem } from '../../app.ts'
import { parse } from '../../core/parse.ts'
import { pathOfId, queryOf } from '../addresses.ts'
import { formatBytes } from '../board.ts'
import { duration } from '../durations.ts'
import { type Happening, happeningOf } from './happenings.ts'
import { STAGES } from './plots.ts'
import { ifReady } from './ready.ts'
import { type JobRow, rowOf } from './row.ts'
import { type Moment, momentOf, type Words } from './words.ts'

/** So many items are on a page, and so many lines of what the job said. */
const PAGE = 50
const LINES = 200

const ItemsQuery = z.object({
  status: z.enum(ITEM_STATUSES).or(z.literal('')).default(''),
  page: z.coerce.number().int().min(1).default(1),
})

/** One thing a job worked on. */
export interface ItemRow {
  id: string
  status: JobItem['status']
  /** Its picture's page and its generation, when it is a picture. */
  href: string | null
  generation: { name: string; href: string } | null
  /** The picture that came of it. */
  made: { name: string; href: string } | null
  attempts: number
  reason: string | null
  log: string | null
  took: string | null
  /** What took how long, and how much memory. */
  facts: string[]
}

/** Everything on the page while the jobs can be asked. */
export interface JobKnown {
  job: JobRow
  notes: { code: string; text: string }[]
  created: Moment
  finished: Moment | null
  tabs: { id: JobItem['status'] | ''; count: number; href: string; isCurrent: boolean }[]
  items: ItemRow[]
  pages: { page: number; last: number; previous: string | null; next: string | null }
  events: Happening[]
  lines: { n: number; at: Moment; text: string; level: 'info' | 'error'; machine: string | null }[]
}

/** The page of one job. */
export interface JobModel {
  id: string
  state: ReturnType<App['jobs']['state']>
  known: JobKnown | null
}

/** Gathers what the page of one job shows; throws `not_found`. */
export async function jobModel(
  { jobs }: Pick<App, 'jobs'>,
  { id, query: given }: { id: string; query: unknown },
  words: Words,
): Promise<JobModel> {
  const query = parse(ItemsQuery, given, 'Filter')
  const known = await ifReady(jobs, async (): Promise<JobKnown> => {
    const job = await jobs.get(id)
    const { status, page } = query
    const [list, events, lines] = await Promise.all([
      jobs.items(id, { ...(status && { status }), page, limit: PAGE }),
      jobs.events({ job: id, limit: 50 }),
      jobs.lines({ job: id, limit: LINES }),
    ])
    const last = Math.max(1, Math.ceil(list.total / PAGE))
    const address = (to: Partial<typeof query>) => {
      const next = { ...query, page: 1, ...to }
      return `/jobs/${id}${queryOf({ status: next.status, page: next.page > 1 ? next.page : undefined })}`
    }
    return {
      job: rowOf(job, words),
      notes: job.notes,
      created: momentOf(job.created_at, words),
      finished: job.finished_at ? momentOf(job.finished_at, words) : null,
      tabs: (['', ...ITEM_STATUSES] as const).map((tab) => ({
        ...{ id: tab, href: address({ status: tab }), isCurrent: tab === status },
        count: tab === '' ? job.progress.steps : job.counts[tab],
      })),
      items: list.items.map((item) => itemOf(item, job.kind, words)),
      pages: {
        ...{ page, last },
        previous: page > 1 ? address({ status, page: Math.min(page - 1, last) }) : null,
        next: page < last ? address({ status, page: page + 1 }) : null,
      },
      events: events.map((entry) => happeningOf(entry, words)),
      lines: lines.map(({ n, at, text, level, machine }) => ({
        ...{ n, text, level, at: momentOf(at, words) },
        machine: machine.id === jobs.machine.id ? null : machine.name,
      })),
    }
  })
  return { id, state: jobs.state(), known }
}

function itemOf(item: JobItem, kind: string, { t }: Words): ItemRow {
  const isPicture = item.id.includes('/')
  const generation = kind === 'check' ? item.id : isPicture ? (item.id.split('/')[0] ?? null) : null
  const made = typeof item.result?.image === 'string' ? item.result.image : null
  return {
    ...{ id: item.id, status: item.status, attempts: item.attempts, reason: item.reason, log: item.log },
    href: isPicture ? `/images/${pathOfId(item.id)}` : null,
    generation: generation === null ? null : { name: generation, href: `/${queryOf({ generation })}` },
    made: made === null ? null : { name: made.split('/').at(-1) ?? made, href: `/images/${pathOfId(made)}` },
    took: item.ms ? duration(item.ms, t) : null,
    facts: factsOf(item, t),
  }
}

/** What the kind told of the item: seconds per stage, and the most memory it took. */
function factsOf({ result, peak_memory }: JobItem, t: Words['t']): string[] {
  const told = z.record(z.string(), z.number()).safeParse(result?.ms).data ?? {}
  const times = STAGES.flatMap((stage) => {
    const ms = told[stage]
    if (ms === undefined) return []
    return t('jobs.stageTime', { stage: t(`jobs.stage.${stage}`), seconds: (ms / 1000).toFixed(1) })
  })
  return peak_memory ? [...times, t('jobs.memory', { size: formatBytes(peak_memory) })] : times
}
