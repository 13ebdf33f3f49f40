import { stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { AppError } from '../core/errors.ts'
import { exists, moveFile } from '../core/files.ts'
import { stemOf } from '../core/ids.ts'
import type { Model } from '../upscale/models.ts'
import type { UpscaleProgress, Upscaler, UpscaleSettings } from '../upscale/supervisor.ts'

/** Files anywhere on this machine, and how they are to be enlarged. */
export interface FilesRequest extends Omit<UpscaleSettings, 'model'> {
  files: readonly string[]
  model: string
  /** Where the results go; null puts each into `upscaled/` beside its file. */
  out: string | null
  /** Whether a result that is there already is made again. */
  overwrite: boolean
  signal: AbortSignal
  onProgress: (progress: UpscaleProgress) => void
}

/** What became of one file. */
export interface FileResult {
  file: string
  status: 'done' | 'skipped' | 'failed' | 'cancelled'
  output?: string
  reason?: string
  ms?: Record<string, number>
}

/** What became of them all, and what they were enlarged with. */
export interface FilesReport {
  model: string
  real_esrgan: boolean
  device: string | null
  results: FileResult[]
  notes: string[]
}

/**
 * Enlarges files inside or outside the library.
 *
 * An older result is never replaced unless `overwrite` says so; its file is skipped, and the reason told.
 */
export async function enlargeFiles(
  {
    upscaler,
    choose,
  }: { upscaler: Upscaler; choose: (wanted: string, signal: AbortSignal) => Promise<Model> },
  request: FilesRequest,
): Promise<FilesReport> {
  const { files, model: wanted, out, overwrite, signal, onProgress, ...settings } = request
  const model = await choose(wanted, signal)
  const plan = planOutputs(files, out, settings.format)
  const settled = new Map<string, FileResult>()
  for (const [file, output] of plan) {
    const result = (await unusable(file)) ?? (overwrite ? null : await madeBefore(file, output))
    if (result) settled.set(file, result)
  }

  const items = [...plan.keys()].filter((file) => !settled.has(file))
  const folder = out ?? dirname(plan.values().next().value ?? '.')
  const report = await upscaler.run(
    {
      items: items.map((file) => ({ id: file, label: basename(file), source: file })),
      settings: { ...settings, model },
      workFolder: join(folder, '.stockroom'),
      keepProcessed: false,
    },
    {
      signal,
      onProgress,
      async deliver({ id }, made) {
        await moveFile(made.file, plan.get(id) ?? '')
      },
    },
  )
  const ended = new Map(report.results.map((result) => [result.id, result]))
  const results = [...plan].map(([file, output]): FileResult => {
    const known = settled.get(file)
    if (known) return known
    const { status = 'cancelled', reason, ms } = ended.get(file) ?? {}
    return {
      file,
      status,
      ...(status === 'done' && { output }),
      ...(reason && { reason }),
      ...(ms && { ms }),
    }
  })
  return {
    model: report.model,
    real_esrgan: report.isRealEsrgan,
    device: report.device,
    results,
    notes: report.notes,
  }
}

async function unusable(file: string): Promise<FileResult | null> {
  const entry = await stat(file).catch(() => null)
  if (entry?.isFile()) return null
  const reason = entry
    ? 'This is no file. Name the files in it, or a generation.'
    : 'There is no file or generation of this name.'
  return { file, status: 'failed', reason }
}

async function madeBefore(file: string, output: string): Promise<FileResult | null> {
  if (!(await exists(output))) return null
  return { file, status: 'skipped', output, reason: `${output} is there already.` }
}

/** Says where each file's result goes; one that would take the place of another, or of a source, is a mistake to be told. */
function planOutputs(files: readonly string[], out: string | null, format: string): Map<string, string> {
  const plan = new Map<string, string>()
  const owners = new Map<string, string>(files.map((given) => [resolve(given).toLowerCase(), resolve(given)]))
  for (const given of files) {
    const file = resolve(given)
    const output = join(
      out ? resolve(out) : join(dirname(file), 'upscaled'),
      `${stemOf(basename(file))}.${format}`,
    )
    const owner = owners.get(output.toLowerCase())
    if (owner) throw taken(file, output, owner)
    owners.set(output.toLowerCase(), file)
    plan.set(file, output)
  }
  return plan
}

function taken(file: string, output: string, owner: string): AppError {
  const problem =
    owner.toLowerCase() === output.toLowerCase()
      ? `The result of ${file} would replace ${owner}, which is a source itself.`
      : `${owner} and ${file} would both become ${output}.`
  return new AppError('invalid', `${problem} Choose another folder (--out).`)
}
