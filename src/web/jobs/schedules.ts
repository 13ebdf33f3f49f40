import type { Schedule } from '../../app.ts'
import { dueOf, kindName, type Moment, momentOf, type Words } from './words.ts'

/** A schedule as the page shows it. */
export interface ScheduleRow {
  id: string
  name: string
  kind: string
  cron: string
  timeZone: string
  enabled: boolean
  /** The rhythm in words, where it is a simple one. */
  rhythm: string | null
  /** When it is due next, or would be if it were on. */
  runs: Moment[]
  last: { at: Moment; text: string; reason: string | null; isBad: boolean; href: string | null } | null
  /** Where it looks for pictures, when its kind lets one choose. */
  from: 'selection' | 'library' | null
}

/** Words a schedule. */
export function scheduleOf(
  schedule: Schedule,
  preview: (cron: string, timeZone: string) => string[],
  words: Words,
): ScheduleRow {
  const { id, kind, cron, time_zone: timeZone, enabled, options } = schedule
  return {
    ...{ id, cron, timeZone, enabled },
    name: words.t(`schedule.name.${id}`, { defaultValue: id }),
    kind: kindName(kind, words.t),
    rhythm: rhythmOf(cron, words),
    runs: runsOf(preview(cron, timeZone), timeZone, words),
    last: lastOf(schedule, words),
    from: kind === 'upscale' ? (options.from === 'library' ? 'library' : 'selection') : null,
  }
}

/** Words the next runs as a clock in the schedule's time zone shows them. */
export function runsOf(runs: readonly string[], timeZone: string, words: Words): Moment[] {
  return runs.slice(0, 3).map((run) => dueOf(run, words, timeZone))
}

/** Says the commonest rhythms: every day, or every week, at a time of the clock. */
export function rhythmOf(cron: string, { t, language }: Words): string | null {
  const [, minute, hour, weekday] = /^(\d{1,2}) (\d{1,2}) \* \* (\*|[0-7])$/.exec(cron.trim()) ?? []
  if (minute === undefined || hour === undefined || weekday === undefined) return null
  const at = new Date(Date.UTC(2024, 8, 1 + (Number(weekday) || 0), Number(hour), Number(minute))) // a Sunday
  const format = (style: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(language, { ...style, timeZone: 'UTC' }).format(at)
  const time = format({ hour: '2-digit', minute: '2-digit' })
  return weekday === '*'
    ? t('schedule.daily', { time })
    : t('schedule.weekly', { time, day: format({ weekday: 'long' }) })
}

function lastOf(schedule: Schedule, words: Words): ScheduleRow['last'] {
  const { last_run_at, last_outcome, last_reason, last_job } = schedule
  if (!last_run_at || !last_outcome) return null
  return {
    at: momentOf(last_run_at, words),
    text: words.t(`schedule.outcome.${last_outcome}`),
    reason: last_outcome === 'failed' ? last_reason : null,
    isBad: last_outcome === 'failed' || last_outcome === 'skipped',
    href: last_outcome === 'queued' && last_job ? `/jobs/${last_job}` : null,
  }
}
