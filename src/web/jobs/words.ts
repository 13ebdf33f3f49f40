import type { Language, Translate } from '../i18n.ts'

/** What it takes to word something for the reader of a page. */
export interface Words {
  t: Translate
  language: Language
}

/** A moment: for machines, and as the reader writes it. */
export interface Moment {
  iso: string
  text: string
}

/** Words a moment: the time, with the day where it is not today. */
export function momentOf(iso: string, { language }: Pick<Words, 'language'>, timeZone?: string): Moment {
  const zone = timeZone ? { timeZone } : {}
  const day = new Intl.DateTimeFormat('en-CA', { dateStyle: 'short', ...zone })
  const isToday = day.format(new Date(iso)) === day.format(new Date())
  const style = isToday
    ? ({ timeStyle: 'medium' } as const)
    : ({ dateStyle: 'medium', timeStyle: 'short' } as const)
  return { iso, text: new Intl.DateTimeFormat(language, { ...style, ...zone }).format(new Date(iso)) }
}

/** Words a moment of the future, to the minute and with its weekday, as a clock in that time zone shows it. */
export function dueOf(iso: string, { language }: Pick<Words, 'language'>, timeZone: string): Moment {
  const style = {
    weekday: 'short',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  } as const
  return { iso, text: new Intl.DateTimeFormat(language, { ...style, timeZone }).format(new Date(iso)) }
}

/** Names a kind of job. */
export function kindName(kind: string, t: Translate): string {
  return t(`jobs.kind.${kind}`, { defaultValue: kind })
}
