import { randomUUID } from 'node:crypto'
import { appendFile, mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { AppError, hasCode, messageOf } from '../core/errors.ts'
import { isPlainName } from '../core/files.ts'
import { SIDECAR_FIELDS, type SidecarChanges } from './sidecar.ts'
import { sameValue } from './sidecar-merge.ts'
import type { OpenSidecar, Sidecars, WrittenSidecar } from './sidecars.ts'

/** Says what to change in a sidecar; fields that say the same already count as no change. */
export type SidecarChange = (present: OpenSidecar) => SidecarChanges

/** One sidecar that an edit changes, with every picture it describes among those asked for. */
interface EditedSidecar {
  /** Below the library, with slashes. */
  path: string
  ids: string[]
  changes: { field: keyof SidecarChanges; before: unknown; after: unknown }[]
}

interface Failure {
  id: string
  reason: string
}

/** What an edit would do. */
interface EditPreview {
  changed: EditedSidecar[]
  /** Pictures that would stay as they are. */
  unchanged: string[]
  failed: Failure[]
}

/** What an edit did. */
export interface EditReport extends EditPreview {
  /** What to take it back by; null when it changed nothing. */
  edit: string | null
}

/** What taking back an edit did. */
export interface UndoReport {
  /** How many sidecars are as they were. */
  restored: number
  /** Paths of those that somebody changed since; they were left as they are. */
  kept: string[]
}

/** Edits of many sidecars at once. */
export interface SidecarEdits {
  preview(ids: readonly string[], change: SidecarChange): Promise<EditPreview>
  /** Changes every sidecar once; one that cannot be changed does not keep the others from it. */
  apply(ids: readonly string[], change: SidecarChange): Promise<EditReport>
  /** Puts the former bytes back wherever the edit's own are still there. */
  undo(edit: string): Promise<UndoReport>
}

interface Deps {
  /** Where the former bytes are kept. */
  folder: string
  sidecars: Pick<Sidecars, 'open' | 'change' | 'putBack'>
}

/** So many edits can be taken back; older ones are forgotten. */
const KEPT = 20

const Line = z.object({ path: z.string(), before: z.base64().nullable(), after: z.string() })

/** Makes the edits; the former bytes of each file are on disk before the file is touched, so a crash loses no way back. */
export function createEdits({ folder, sidecars }: Deps): SidecarEdits {
  async function run(
    ids: readonly string[],
    change: SidecarChange,
    write: (id: string) => Promise<unknown>,
  ): Promise<EditPreview> {
    const changed = new Map<string, EditedSidecar>()
    const report: EditPreview = { changed: [], unchanged: [], failed: [] }
    for (const id of new Set(ids)) {
      try {
        const present = await sidecars.open(id)
        const known = changed.get(present.target)
        if (known) {
          known.ids.push(id)
          continue
        }
        if (present.problem !== null) await sidecars.change(id, () => null) // says what is wrong with it
        const changes = differences(present, change(present))
        if (changes.length === 0) report.unchanged.push(id)
        else {
          await write(id)
          changed.set(present.target, { path: present.target, ids: [id], changes })
        }
      } catch (error) {
        report.failed.push({ id, reason: messageOf(error) })
      }
    }
    return { ...report, changed: [...changed.values()] }
  }

  async function apply(ids: readonly string[], change: SidecarChange): Promise<EditReport> {
    const edit = `${new Date().toISOString().replaceAll(/[:.]/g, '-')}-${randomUUID().slice(0, 8)}`
    const file = join(folder, `${edit}.jsonl`)
    await mkdir(folder, { recursive: true })
    const record = ({ path, before, after }: WrittenSidecar) =>
      appendFile(file, `${JSON.stringify({ path, before: before?.toString('base64') ?? null, after })}\n`)
    const report = await run(ids, change, (id) =>
      sidecars.change(id, (present) => changesIn(differences(present, change(present))), record),
    )
    await forgetOld()
    return { ...report, edit: report.changed.length > 0 ? edit : null }
  }

  async function undo(edit: string): Promise<UndoReport> {
    if (!isPlainName(edit)) throw unknown(edit)
    const file = join(folder, `${edit}.jsonl`)
    const report: UndoReport = { restored: 0, kept: [] }
    for (const written of await linesOf(file, edit)) {
      if (await sidecars.putBack(written)) report.restored++
      else report.kept.push(written.path)
    }
    await rm(file, { force: true })
    return report
  }

  async function forgetOld(): Promise<void> {
    const files = (await readdir(folder)).filter((name) => name.endsWith('.jsonl')).toSorted()
    for (const name of files.slice(0, -KEPT)) await rm(join(folder, name), { force: true })
  }

  return { preview: (ids, change) => run(ids, change, async () => undefined), apply, undo }
}

async function linesOf(file: string, edit: string): Promise<WrittenSidecar[]> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (hasCode(error, 'ENOENT')) throw unknown(edit)
    throw error
  })
  return text.split('\n').flatMap((line) => {
    const { data } = Line.safeParse(parsed(line))
    return data ? [{ ...data, before: data.before === null ? null : Buffer.from(data.before, 'base64') }] : []
  })
}

/** The last line of a run that crashed may be cut short; its file was not touched yet. */
function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

function unknown(edit: string): AppError {
  return new AppError(
    'not_found',
    `There is no edit ${edit} to take back; it was taken back already, or is too old.`,
  )
}

function differences({ sidecar }: OpenSidecar, changes: SidecarChanges): EditedSidecar['changes'] {
  return SIDECAR_FIELDS.flatMap((field) => {
    const [before, after] = [presentOf(sidecar, field), changes[field]]
    // to say no is more than to say nothing
    const isSaid = typeof after === 'boolean' && before === null
    return after === undefined || (sameValue(before, after) && !isSaid) ? [] : [{ field, before, after }]
  })
}

/** A number of an older numbering counts as what is written, not as what its name makes of it. */
function presentOf(sidecar: OpenSidecar['sidecar'], field: keyof SidecarChanges): unknown {
  const written = field === 'category' ? sidecar?.raw.category : undefined
  const isNumber = typeof written === 'number' || (typeof written === 'string' && /^\d+$/.test(written))
  return (isNumber ? Number(written) : sidecar?.[field]) ?? null
}

function changesIn(changes: EditedSidecar['changes']): SidecarChanges | null {
  return changes.length === 0 ? null : Object.fromEntries(changes.map(({ field, after }) => [field, after]))
}
