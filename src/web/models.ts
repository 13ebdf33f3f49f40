import type { App, Job, WeightsEntry } from '../app.ts'
import { formatBytes } from './board.ts'
import type { Translate } from './i18n.ts'

/** A model as its page shows it. */
export interface ModelRow {
  name: string
  state: WeightsEntry['state'] | 'downloading'
  /** What it is good for, or what network it is. */
  about: string
  facts: string[]
  problem: string | null
  /** The share of a download that has arrived, 0 to 1, when there is one. */
  share: number | null
  /** The download that is on its way. */
  job: string | null
  /** Whether it can be downloaded now. */
  isOffered: boolean
  isInUse: boolean
  /** Whether it can be used instead of the one that is. */
  isUsable: boolean
}

/** What the page of the models shows. */
export interface ModelsModel {
  rows: ModelRow[]
  /** What went wrong with the last download. */
  failure: string | null
}

type Source = Pick<App, 'weights' | 'downloads' | 'engine' | 'jobs'>

/** Gathers what the page of the models shows. */
export async function modelsModel(
  { weights, downloads, engine, jobs }: Source,
  t: Translate,
): Promise<ModelsModel> {
  const [entries, { model }, open, failure] = await Promise.all([
    weights.list(),
    engine.now(),
    isReady(jobs) ? downloads.open() : new Map<string, Job>(),
    isReady(jobs) ? lastFailure(jobs) : null,
  ])
  return {
    rows: entries.map((entry) => rowOf(entry, { job: open.get(entry.name) ?? null, inUse: model, t })),
    failure,
  }
}

/** The models can be seen while the jobs cannot. */
function isReady(jobs: App['jobs']): boolean {
  return jobs.state().status === 'ready'
}

async function lastFailure(jobs: App['jobs']): Promise<string | null> {
  const [last] = (await jobs.list({ kind: 'weights', limit: 1 })).jobs
  return last?.status === 'failed' ? last.error : null
}

function rowOf(
  entry: WeightsEntry,
  { job, inUse, t }: { job: Job | null; inUse: string; t: Translate },
): ModelRow {
  const { name, state, official, network, bytes, received, problem } = entry
  const about = entry.good_for
    ? t(`models.goodFor.${name}`, { defaultValue: entry.good_for })
    : (network ?? '')
  const share = job ? (job.progress.part ?? received / bytes) : received / bytes
  return {
    name,
    state: job ? 'downloading' : state,
    about,
    facts: [entry.scale ? `×${entry.scale}` : '', formatBytes(bytes), entry.licence ?? ''].filter(Boolean),
    problem,
    share: job || state === 'partial' ? share : null,
    job: job?.id ?? null,
    isOffered: official && !job && state !== 'ready',
    isInUse: name === inUse,
    isUsable: state === 'ready' && name !== inUse,
  }
}
