/** How the day of an occasion is found in a year. */
export type DayRule =
  | { on: [month: number, day: number] }
  /** The nth weekday (0 is Sunday) of a month; -1 is the last. */
  | { nth: number; weekday: number; month: number }
  /** So many days from Easter Sunday. */
  | { easter: number }
  | { calendar: 'dangi' | 'chinese' | 'islamic-umalqura' | 'hebrew'; month: string; day: number }
  /** Days that are announced or follow a calendar that is not computed here. */
  | { days: Record<number, string> }

/** Midnight UTC stands for the day; no time zone moves it. */
export type Day = Date

const DAY = 86_400_000

/**
 * Where the calendar of the JavaScript engine (ICU) is off by a day: in 2027 the new moon comes at 23:56 in Beijing, before midnight.
 * Source: Hong Kong Observatory, Gregorian-Lunar Calendar Conversion Tables.
 */
const CORRECTIONS: Record<string, string> = { 'chinese 1/1 2027': '2027-02-06' }

/** Finds the days of a rule that begin in a year: most have one, a month of the Islamic year may have two or none. */
export function daysIn(year: number, rule: DayRule): Day[] {
  if ('on' in rule) return [utc(year, rule.on[0], rule.on[1])]
  if ('nth' in rule) return [nthWeekday(year, rule)]
  if ('easter' in rule) return [new Date(easter(year).getTime() + rule.easter * DAY)]
  if ('days' in rule) return rule.days[year] ? [new Date(`${rule.days[year]}T00:00:00Z`)] : []
  const corrected = CORRECTIONS[`${rule.calendar} ${rule.month}/${rule.day} ${year}`]
  return corrected ? [new Date(`${corrected}T00:00:00Z`)] : inCalendar(year, rule)
}

/** Returns the day so many days after another. */
export function addDays(day: Day, days: number): Day {
  return new Date(day.getTime() + days * DAY)
}

function utc(year: number, month: number, day: number): Day {
  return new Date(Date.UTC(year, month - 1, day))
}

function nthWeekday(year: number, { nth, weekday, month }: Extract<DayRule, { nth: number }>): Day {
  if (nth < 0) {
    const last = new Date(Date.UTC(year, month, 0))
    return addDays(last, -((last.getUTCDay() - weekday + 7) % 7))
  }
  const first = utc(year, month, 1)
  return addDays(first, ((weekday - first.getUTCDay() + 7) % 7) + (nth - 1) * 7)
}

/** The anonymous Gregorian computus (Nature, 20 April 1876), as Meeus gives it. */
function easter(year: number): Day {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const sum = h + l - 7 * m + 114
  return utc(year, Math.floor(sum / 31), (sum % 31) + 1)
}

/** Asks ICU what days of the year are called, and goes on to where the wanted day of the month comes next. */
function inCalendar(year: number, { calendar, month, day }: Extract<DayRule, { calendar: string }>): Day[] {
  const isNumbered = calendar === 'dangi' || calendar === 'chinese'
  const names = new Intl.DateTimeFormat(`en-u-ca-${calendar}`, {
    month: isNumbered ? 'numeric' : 'long',
    day: 'numeric',
    timeZone: 'UTC',
  })
  const found: Day[] = []
  for (let at = utc(year, 1, 1); at.getUTCFullYear() === year; ) {
    const parts = names.formatToParts(at)
    const own = Number(parts.find(({ type }) => type === 'day')?.value)
    if (own === day && parts.some(({ type, value }) => type === 'month' && value === month)) found.push(at)
    // No month has fewer than 29 days, so this never goes too far.
    at = addDays(at, own < day ? day - own : Math.max(1, 29 - own + day))
  }
  return found
}
