import { randomUUID } from 'node:crypto'
import { placeOf } from '../../core/ids.ts'
import type { Agency } from '../../delivery/agencies/agency.ts'
import { type CsvPart, csvFiles, partName } from '../../delivery/csv.ts'
import { handoffOf, handoffText } from '../../delivery/handoff.ts'
import type { LedgerOrigin, NewLine } from '../../delivery/ledger-lines.ts'
import type { Library } from '../../library/library.ts'
import type { Ready } from './entering.ts'
import type { LeftOut, SubmissionFile } from './submission-report.ts'
import type { SubmissionDeps } from './submissions.ts'

/** What is written down about a batch. */
export interface BatchContent {
  batch: string
  agency: Agency
  sound: readonly Ready[]
  left: LeftOut[]
  overridden: LeftOut[]
  bom: boolean
  embedded: 'exiftool' | 'xmp' | null
  /** Deliveries that came to nothing. */
  undone: readonly string[]
  by: LedgerOrigin
  /** Says the sentences of the hand-off sheet in the reader's language. */
  say: (sentence: string) => string
}

/**
 * Writes the CSVs of a batch, one or more for each generation, then the batch into the ledger, then the hand-off sheets.
 *
 * Parts of an earlier, longer CSV are put aside: somebody might upload them with the new one.
 */
export async function writeDocuments(
  { library, ledger, usual, now = () => new Date() }: SubmissionDeps,
  content: BatchContent,
): Promise<SubmissionFile[]> {
  const { agency, sound, bom } = content
  const at = now()
  const files: SubmissionFile[] = []
  for (const [generation, pictures] of Map.groupBy(sound, ({ id }) => placeOf(id).generation)) {
    const rows = pictures.map(({ picture }) => agency.columns.map(({ cell }) => cell(picture)))
    const parts = csvFiles(
      agency.columns.map(({ head }) => head),
      rows,
      { dialect: agency.dialect, bom },
    )
    const names = await writeParts(library, { generation, name: agency.file, parts })
    if (usual.csvName && agency.id === 'adobe') {
      const day = at.toISOString().slice(0, 10).replaceAll('-', '')
      await writeParts(library, { generation, name: `${usual.csvName}_${day}.csv`, parts })
    }
    for (const [index, path] of names.entries()) {
      files.push({ generation, path, rows: parts[index]?.rows ?? 0 })
    }
  }
  await ledger.add(async () => ({ lines: linesOf(content, files, at), result: undefined }))
  await writeSheets({ library, ledger }, content, files)
  return files
}

async function writeParts(
  library: Pick<Library, 'writeDocument' | 'retireDocument' | 'siblings'>,
  { generation, name, parts }: { generation: string; name: string; parts: readonly CsvPart[] },
): Promise<string[]> {
  const paths: string[] = []
  for (const [index, { text }] of parts.entries()) {
    paths.push(await library.writeDocument(generation, 'upscaled', partName(name, index), text))
  }
  const there = new Set(await library.siblings(generation, 'upscaled'))
  for (let part = parts.length; there.has(partName(name, part)); part++) {
    await library.retireDocument(generation, 'upscaled', partName(name, part))
  }
  return paths
}

function linesOf(content: BatchContent, files: SubmissionFile[], at: Date): NewLine[] {
  const { batch, agency, left, overridden, embedded, by, undone } = content
  const when = { at: at.toISOString(), by }
  return [
    ...undone.map((id): NewLine => ({ line: 'undo', id: randomUUID(), ...when, undoes: id })),
    { line: 'batch', id: batch, ...when, agency: agency.id, files, left, overridden, embedded },
  ]
}

/** The sheet is written anew with each CSV; an old one would only mislead. */
async function writeSheets(
  { library, ledger }: Pick<SubmissionDeps, 'library' | 'ledger'>,
  { batch, agency, say }: BatchContent,
  files: readonly SubmissionFile[],
): Promise<void> {
  const handoff = handoffOf(await ledger.batch(batch))
  const name = agency.id === 'adobe' ? 'handoff.txt' : `handoff-${agency.id}.txt`
  for (const generation of new Set(files.map((file) => file.generation))) {
    const text = handoffText(handoff, agency, { part: generation, say })
    await library.writeDocument(generation, 'upscaled', name, text, { keepsEarlier: false })
  }
}
