/** Nobody submitted anything before there were such agencies, nor after tomorrow. */
const EARLIEST = Date.UTC(1990, 0, 1)
const DAY_MS = 24 * 3_600_000

/** `2026-11-26`, `2026/11/26`, `2026. 11. 26.`, `2026년 11월 26일`. */
const YEAR_FIRST = /^(?<year>\d{4})\s?[-./년]\s?(?<month>\d{1,2})\s?[-./월]\s?(?<day>\d{1,2})\s?[.일]?$/

/** `26.11.2026` has the day first wherever days are parted by dots; the time behind it is left out. */
const DOTTED = /^(?<day>\d{1,2})\.\s?(?<month>\d{1,2})\.\s?(?<year>\d{4})(?:[\s,]+\d{1,2}:\d{2}.*)?$/

/** `26/11/2026`, `26-11-2026`: no year has a month 26; with a smaller number the month is first, as agencies write it. */
const DAY_FIRST = /^(?<day>1[3-9]|2\d|3[01])[-/](?<month>\d{1,2})[-/](?<year>\d{4})$/

/**
 * Reads a date as agencies and spreadsheets write it; null for what is none, or cannot be meant.
 *
 * A date without a time is noon, so that it stays the same day in every time zone near by.
 */
export function dateOf(text: string): Date | null {
  const written = [YEAR_FIRST, DOTTED, DAY_FIRST].map((form) => form.exec(text)?.groups).find(Boolean)
  const date = written ? noonOf(written) : new Date(text || Number.NaN)
  const time = date?.getTime() ?? Number.NaN
  return date && time >= EARLIEST && time <= Date.now() + DAY_MS ? date : null
}

/** Null for a day that no month has. */
function noonOf({ year, month, day }: Record<string, string>): Date | null {
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day), 12))
  return date.getUTCMonth() + 1 === Number(month) && date.getUTCDate() === Number(day) ? date : null
}
