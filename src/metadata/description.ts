import { checkCategory } from './description/category.ts'
import type { Described, DescribedFile } from './description/described.ts'
import { checkFlags } from './description/flags.ts'
import { checkKeywords } from './description/keywords.ts'
import { checkLanguage } from './description/language.ts'
import { checkTitle } from './description/title.ts'
import type { Finding } from './findings.ts'

/**
 * Checks everything a sidecar says about its picture, apart from rights: the sidecar itself, title, keywords,
 * category, flags and releases. `null` stands for no sidecar, or for one that `file.problem` says cannot be read.
 *
 * Findings come in the order of the fields, with fixes where one click can mend them; rights are {@link checkRights}'
 * business, pixels and names are others'.
 */
export function checkDescription(sidecar: Described | null, file: DescribedFile): Finding[] {
  const said = sidecar ?? {}
  return [
    ...checkPresence(sidecar, file),
    ...checkTitle(said, file),
    ...checkKeywords(said, file),
    ...checkLanguage(said),
    ...checkCategory(said),
    ...(sidecar ? checkFlags(sidecar) : []),
  ]
}

function checkPresence(sidecar: Described | null, { fileName, problem }: DescribedFile): Finding[] {
  if (problem) {
    const message = `The sidecar of ${fileName} cannot be read: ${problem}.`
    return [{ rule: 'sidecar-unreadable', level: 'block', message }]
  }
  if (sidecar) return []
  const message = `${fileName} has no sidecar; title and keywords would come from its name.`
  return [{ rule: 'sidecar-missing', level: 'warn', message }]
}
