import type { HistoryEntry } from '../../app.ts'
import { kindName, type Moment, momentOf, type Words } from './words.ts'

/** Something that happened, in a sentence. */
export interface Happening {
  at: Moment
  text: string
  /** Why, where the one who noted it gave a reason of its own. */
  reason: string | null
  href: string | null
  tone: 'plain' | 'good' | 'bad'
}

/** What is good or bad news; the rest is neither. */
const TONES: Partial<Record<HistoryEntry['event'], Happening['tone']>> = {
  ...{ completed: 'good', failed: 'bad', lost: 'bad', again: 'bad', machine_lost: 'bad' },
  ...{ schedule_failed: 'bad', schedule_skipped: 'bad' },
}

/** Only these have a reason that no catalogue can say. */
const REASONED: HistoryEntry['event'][] = ['failed', 'again', 'schedule_failed']

/** Words an entry of the history. */
export function happeningOf(entry: HistoryEntry, words: Words): Happening {
  const { event, job, details } = entry
  const isPartly = event === 'completed' && Number(details.failed) > 0
  const reason = details.error ?? details.reason ?? null
  return {
    at: momentOf(entry.at, words),
    text: words.t(`event.${isPartly ? 'partly' : nameOf(entry)}`, valuesOf(entry, words)),
    reason: REASONED.includes(event) && reason !== null ? String(reason) : null,
    href: job ? `/jobs/${job}` : null,
    tone: isPartly ? 'bad' : (TONES[event] ?? 'plain'),
  }
}

function nameOf({ event, details }: HistoryEntry): string {
  if ((event === 'paused' || event === 'resumed') && details.scope === '*') return `${event}All`
  return event
}

function valuesOf({ kind, machine, details }: HistoryEntry, { t }: Words): Record<string, unknown> {
  const { items, done, failed, attempt, seconds, version, scope, schedule, role } = details
  return {
    kind: kindName(String(kind ?? scope ?? ''), t),
    machine: machine ?? '',
    ...{ done, failed, attempt, seconds, version },
    count: Number(items ?? 0),
    schedule: schedule ? t(`schedule.name.${schedule}`, { defaultValue: String(schedule) }) : '',
    role: role ? t(`machine.role.${role}`) : '',
  }
}
