import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { statFile, versionOf } from './file-version.ts'
import type { Views } from './folders.ts'
import { createMemory } from './memory.ts'
import { fold } from './names.ts'

/** Returns the folded names of the pictures that a generation's submissions name. */
export type Submitted = (generation: string, views: Views) => Promise<ReadonlySet<string>>

/** The newest `submission.csv`, and the earlier ones that were kept beside it. */
const SUBMISSION = /^submission.*\.csv$/i
const LARGEST = 20_000_000

/** Makes the reader of the submissions below `root`; a file that is no CSV names nothing. */
export function createSubmitted(root: string): Submitted {
  const memory = createMemory<readonly string[]>(1000)
  const asked = new WeakMap<Views, Map<string, Promise<ReadonlySet<string>>>>()

  async function namesIn(path: string): Promise<readonly string[]> {
    const stats = await statFile(path)
    if (!stats || stats.size > LARGEST) return []
    const version = versionOf(stats)
    const known = memory.get(path, version)
    if (known) return known
    const names = namesOf(await readFile(path).catch(() => Buffer.alloc(0)))
    memory.set(path, version, names)
    return names
  }

  async function read(generation: string, views: Views): Promise<ReadonlySet<string>> {
    const { files } = await views(generation, 'upscaled')
    const paths = files.filter((name) => SUBMISSION.test(name))
    const names = await Promise.all(paths.map((name) => namesIn(join(root, generation, 'upscaled', name))))
    return new Set(names.flat())
  }

  return (generation, views) => {
    const before = asked.get(views) ?? new Map<string, Promise<ReadonlySet<string>>>()
    asked.set(views, before)
    const names = before.get(generation) ?? read(generation, views)
    before.set(generation, names)
    return names
  }
}

/** Reads the file names of a CSV, forgivingly: a person or a spreadsheet may have saved it again. */
function namesOf(bytes: Buffer): string[] {
  const rows: string[][] = parse(bytes, {
    bom: true,
    delimiter: [',', ';', '\t'],
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
  })
  const column = rows[0]?.findIndex((head) => /^file ?name$/i.test(head.trim())) ?? -1
  return rows.flatMap((row) => {
    const name = row[Math.max(0, column)]?.trim()
    return name ? [fold(name)] : []
  })
}
