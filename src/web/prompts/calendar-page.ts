import { type App, LEAD, type Upcoming } from '../../app.ts'
import type { Words } from '../jobs/words.ts'

/** An occasion as the page shows it. */
export interface OccasionRow {
  id: string
  name: string
  culture: string
  day: string
  iso: string
  /** From when until when to upload, in words. */
  window: string
  /** How much time there is, in words. */
  time: string
  state: Upcoming['state']
  standing: string
  source: string
  scenes: readonly string[]
  /** Values of the config that suit it. */
  suits: string[]
}

/** The page of the seasonal calendar. */
export interface CalendarModel {
  groups: { state: Upcoming['state']; rows: OccasionRow[] }[]
  lead: { from: number; until: number; source: string; standing: string; read: string }
}

/** Gathers what to upload now, soon and later. */
export async function calendarModel(
  { planning }: Pick<App, 'planning'>,
  words: Words,
): Promise<CalendarModel> {
  const { schema } = await planning.config()
  const values = schema?.axes.flatMap((axis) => axis.values) ?? []
  const rows = planning.calendar().map((entry) => {
    const suits = values.filter(({ seasons }) => seasons.includes(entry.id)).map(({ name }) => name)
    return rowOf(entry, suits, words)
  })
  const states = ['now', 'soon', 'later'] as const
  return {
    groups: states.map((state) => ({ state, rows: rows.filter((row) => row.state === state) })),
    lead: { ...LEAD, standing: words.t(`calendar.standing.${LEAD.standing}`) },
  }
}

function rowOf(
  { id, occasion, day, from, until, days, state }: Upcoming,
  suits: string[],
  { t, language }: Words,
): OccasionRow {
  const long = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' })
  const short = new Intl.DateTimeFormat(language, { month: 'short', day: 'numeric', timeZone: 'UTC' })
  return {
    ...{ id, state, suits, iso: day },
    name: t(`calendar.occasion.${id}`),
    culture: t(`calendar.culture.${occasion.culture}`),
    day: long.format(new Date(day)),
    window: short.formatRange(new Date(from), new Date(until)),
    time: t(state === 'now' ? 'calendar.left' : 'calendar.in', { count: days }),
    standing: t(`calendar.standing.${occasion.standing}`),
    source: occasion.source,
    scenes: occasion.scenes,
  }
}
