import type { EditReport, Library, OpenSidecar, SidecarChanges, UndoReport } from '../library/library.ts'
import { categoryName } from '../metadata/categories.ts'
import { checkCategory } from '../metadata/description/category.ts'
import { addKeywords, removeKeywords, replaceKeyword } from '../metadata/keywords.ts'
import type { Describe, FillMode } from './describe.ts'

/** What is to be done to the sidecars of many pictures; what is left out stays as it is. */
export interface BulkEdit {
  add?: string[] | undefined
  /** Whether added keywords come before the others: the first ten count most. */
  first?: boolean | undefined
  remove?: string[] | undefined
  find?: string | undefined
  replace?: string[] | undefined
  category?: number | undefined
  asset_type?: string | undefined
  is_ai_generated?: boolean | undefined
  is_fictional?: boolean | undefined
  /** Whether title, keywords and category are suggested: where they are missing, or in the place of what is there. */
  fill?: FillMode | undefined
  /** Whether numbers of the old 22 categories are set right, by the names beside them. */
  repair?: boolean | undefined
}

/** Edits of many pictures' sidecars at once. */
export interface BulkEdits {
  preview(images: readonly string[], edit: BulkEdit): Promise<Omit<EditReport, 'edit'>>
  apply(images: readonly string[], edit: BulkEdit): Promise<EditReport>
  undo(edit: string): Promise<UndoReport>
}

/** Joins what the library can write to what is known about words. */
export function createBulkEdits(
  { edits }: Pick<Library, 'edits'>,
  { fillerFor }: Pick<Describe, 'fillerFor'>,
): BulkEdits {
  /** What is missing is filled first; what a person asks for by name comes over it. */
  async function changeFor(images: readonly string[], edit: BulkEdit) {
    const { fill, repair, ...byName } = edit
    const filler = fill ? await fillerFor(images, fill) : () => ({})
    return (present: OpenSidecar): SidecarChanges => {
      const filled: SidecarChanges = { ...(repair && repaired(present)), ...filler(present) }
      const keywords = filled.keywords ?? present.sidecar?.keywords
      return { ...filled, ...changesOf(keywords, byName) }
    }
  }

  return {
    preview: async (images, edit) => edits.preview(images, await changeFor(images, edit)),
    apply: async (images, edit) => edits.apply(images, await changeFor(images, edit)),
    undo: edits.undo,
  }
}

/** Sets a number of the 22-category numbering right, where the name beside it tells. */
function repaired({ sidecar }: OpenSidecar): SidecarChanges {
  const isOld = sidecar && checkCategory(sidecar).some(({ rule }) => rule === 'category-old')
  const { category } = sidecar ?? {}
  if (!isOld || category === undefined) return {}
  return { category, category_name: categoryName(category) ?? null }
}

/** Replaced first, then removed, then added: what a person adds is there afterwards, whatever else was asked for. */
function changesOf(keywords: string[] = [], edit: Omit<BulkEdit, 'fill' | 'repair'>): SidecarChanges {
  const { add = [], first, remove = [], find, replace = [], ...fields } = edit
  const replaced = find ? replaceKeyword(keywords, find, replace) : keywords
  const left = removeKeywords(replaced, remove)
  const changed = add.length > 0 ? addKeywords(left, add, first ? 'start' : 'end') : left
  const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
  const isSame = changed.length === keywords.length && changed.every((word, at) => word === keywords[at])
  return isSame ? given : { keywords: changed, ...given }
}
