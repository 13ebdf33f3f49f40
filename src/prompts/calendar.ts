import { addDays, type Day, daysIn } from './day-rules.ts'
import { LEAD, OCCASIONS, type Occasion, type OccasionId } from './occasions.ts'

/** An occasion with its next day, and when to upload for it. */
export interface Upcoming {
  id: OccasionId
  occasion: Occasion
  /** ISO days: when it is, and between which days to upload. */
  day: string
  from: string
  until: string
  /** Days from today to the last day to upload, or to the first one while it is still to come. */
  days: number
  state: 'now' | 'soon' | 'later'
}

/** What begins within so many days is worth preparing. */
const SOON = 45
/** An occasion whose last day to upload has passed comes back this many days before the first day of its next year. */
const YEAR_AHEAD = 2

/**
 * Says what to upload now, what soon and what later in the coming twelve months, the most urgent first.
 *
 * Uploading is right from three to two months before the day: pictures take weeks to be reviewed, and
 * buyers prepare their campaigns ahead.
 */
export function upcoming(today: Date): Upcoming[] {
  const day = new Date(Date.UTC(today.getFullYear(), today.getMonth(), today.getDate()))
  const all = (Object.entries(OCCASIONS) as [OccasionId, Occasion][]).flatMap(([id, occasion]) => {
    const next = nextDay(occasion, day)
    return next ? [entryOf(id, occasion, { day: next, today: day })] : []
  })
  const rank = { now: 0, soon: 1, later: 2 }
  return all.sort((a, b) => rank[a.state] - rank[b.state] || a.days - b.days || a.day.localeCompare(b.day))
}

function nextDay(occasion: Occasion, today: Day): Day | undefined {
  const year = today.getUTCFullYear()
  const days = Array.from({ length: YEAR_AHEAD + 1 }, (_, more) => daysIn(year + more, occasion.rule)).flat()
  return days.find((one) => addDays(one, -LEAD.until) >= today)
}

function entryOf(id: OccasionId, occasion: Occasion, { day, today }: { day: Day; today: Day }): Upcoming {
  const from = addDays(day, -LEAD.from)
  const until = addDays(day, -LEAD.until)
  const isNow = from <= today
  const days = Math.round(((isNow ? until : from).getTime() - today.getTime()) / 86_400_000)
  const state = isNow ? 'now' : days <= SOON ? 'soon' : 'later'
  return { id, occasion, day: iso(day), from: iso(from), until: iso(until), days, state }
}

function iso(day: Day): string {
  return day.toISOString().slice(0, 10)
}
