import type { Translate } from './i18n.ts'

/** Writes a time for a person: `1 min 20 s`. */
export function duration(milliseconds: number, t: Translate): string {
  const all = Math.max(1, Math.round(milliseconds / 1000))
  const [hours, minutes, seconds] = [Math.floor(all / 3600), Math.floor(all / 60) % 60, all % 60]
  if (hours > 0) return t('time.hours', { hours, minutes })
  return minutes > 0 ? t('time.minutes', { minutes, seconds }) : t('time.seconds', { seconds })
}
