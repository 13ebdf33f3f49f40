import { agencyName } from '../../app.ts'
import type { Translate } from '../i18n.ts'

/** Returns what an agency is called in the reader's language. */
export function saidAgency(id: string, t: Translate): string {
  return t(`csv.agencyName.${id}`, { defaultValue: agencyName(id) })
}
