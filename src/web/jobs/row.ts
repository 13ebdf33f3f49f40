import type { Job } from '../../app.ts'
import { duration } from '../durations.ts'
import { kindName, type Moment, momentOf, type Words } from './words.ts'

/** A job as lists and its own page show it. */
export interface JobRow {
  id: string
  href: string
  kindId: string
  kind: string
  /** What it is about, in words: how many items, or the only one. */
  about: string
  origin: string
  /** The status as it looks: `partly` has failed items, `again` waits for another attempt, `cancelling` lets go. */
  look: Job['status'] | 'partly' | 'again' | 'cancelling'
  status: string
  attempts: number
  priority: Job['priority']
  /** 0 to 1; null where there is nothing to show. */
  share: number | null
  counts: string
  failed: number
  now: string | null
  eta: string | null
  where: string | null
  started: Moment | null
  took: string | null
  error: string | null
  canCancel: boolean
  canRetry: boolean
  isWaiting: boolean
}

/** Words a job. */
export function rowOf(job: Job, words: Words): JobRow {
  const { id, kind, counts, progress, priority, machine, error, attempts } = job
  const { t } = words
  const isOpen = job.status === 'queued' || job.status === 'processing'
  const look = lookOf(job)
  const next = job.next_attempt_at
  const label = progress.label ?? (progress.steps === 1 ? job.group : null)
  return {
    ...{ id, href: `/jobs/${id}`, kindId: kind, kind: kindName(kind, t), attempts, priority, error, look },
    about: progress.steps === 1 && label ? label : t('jobs.items', { count: progress.steps }),
    origin: t(`jobs.origin.${job.origin}`),
    status: look === 'again' && next ? againText(next, words) : t(`jobs.look.${look}`),
    share: shareOf(job),
    counts: t('jobs.counts', { done: counts.done + counts.skipped, steps: progress.steps }),
    failed: counts.failed,
    now: job.status === 'processing' && progress.steps > 1 ? (progress.label ?? null) : null,
    eta: job.status === 'processing' && progress.eta !== undefined ? duration(progress.eta, t) : null,
    where: machine ? [machine.name, machine.device].filter(Boolean).join(' · ') : null,
    started: job.started_at ? momentOf(job.started_at, words) : null,
    took: tookOf(job, words),
    canCancel: isOpen && !job.is_cancelling,
    canRetry: !isOpen && (job.status !== 'completed' || counts.failed + counts.cancelled > 0),
    isWaiting: job.status === 'queued',
  }
}

function againText(nextAttempt: string, { t, language }: Words): string {
  return t('jobs.look.again', { time: momentOf(nextAttempt, { language }).text })
}

function lookOf({ status, counts, is_cancelling, next_attempt_at }: Job): JobRow['look'] {
  if (is_cancelling) return 'cancelling'
  if (status === 'completed' && counts.failed > 0) return 'partly'
  return status === 'queued' && next_attempt_at ? 'again' : status
}

function shareOf({ status, counts, progress }: Job): number | null {
  const { steps, part = 0 } = progress
  if (steps === 0) return null
  const ended = counts.done + counts.skipped + counts.failed
  return Math.min(1, (ended + (status === 'processing' ? part : 0)) / steps)
}

function tookOf({ started_at, finished_at, status }: Job, { t }: Words): string | null {
  if (!started_at || status === 'queued') return null
  const end = finished_at ? new Date(finished_at).getTime() : Date.now()
  return duration(Math.max(0, end - new Date(started_at).getTime()), t)
}
