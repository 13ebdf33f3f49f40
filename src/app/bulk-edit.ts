import type { EditReport, Library, SidecarChanges, UndoReport } from '../library/library.ts'
import { addKeywords, removeKeywords, replaceKeyword } from '../metadata/keywords.ts'

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
}

/** Edits of many pictures' sidecars at once. */
export interface BulkEdits {
  preview(images: readonly string[], edit: BulkEdit): Promise<Omit<EditReport, 'edit'>>
  apply(images: readonly string[], edit: BulkEdit): Promise<EditReport>
  undo(edit: string): Promise<UndoReport>
}

/** Joins what the library can write to what is known about keywords. */
export function createBulkEdits({ edits }: Pick<Library, 'edits'>): BulkEdits {
  return {
    preview: (images, edit) => edits.preview(images, ({ sidecar }) => changesOf(sidecar?.keywords, edit)),
    apply: (images, edit) => edits.apply(images, ({ sidecar }) => changesOf(sidecar?.keywords, edit)),
    undo: edits.undo,
  }
}

/** Replaced first, then removed, then added: what a person adds is there afterwards, whatever else was asked for. */
function changesOf(keywords: string[] = [], edit: BulkEdit): SidecarChanges {
  const { add = [], first, remove = [], find, replace = [], ...fields } = edit
  const replaced = find ? replaceKeyword(keywords, find, replace) : keywords
  const left = removeKeywords(replaced, remove)
  const changed = add.length > 0 ? addKeywords(left, add, first ? 'start' : 'end') : left
  const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
  return changed === keywords ? given : { keywords: changed, ...given }
}
