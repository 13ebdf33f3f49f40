import { stat } from 'node:fs/promises'
import { Command, InvalidArgumentError, Option } from 'commander'
import type { z } from 'zod'
import { type App, AspectText, type FilesReport, FOCUSES, type JobProgress, TargetText } from '../app.ts'
import { AppError, invalid } from '../core/errors.ts'
import { GenerationId } from '../core/ids.ts'
import { bar, createTerminal, type Terminal } from './terminal.ts'

type Target = z.output<typeof TargetText>
type Aspect = z.output<typeof AspectText>

interface Options {
  model?: string
  denoise?: string
  device?: string
  tile?: string
  size: Target
  /** commander turns null into an empty text, so no aspect is a word of its own. */
  aspect: NonNullable<Aspect> | 'none'
  focus: (typeof FOCUSES)[number]
  format: 'jpg' | 'png'
  quality: number
  out?: string
  overwrite?: boolean
  json?: boolean
}

/** `stockroom upscale <files or generation>`. */
export function upscaleCommand(open: (flags: Record<string, unknown>) => App): Command {
  return new Command('upscale')
    .description('enlarge files, or all raw pictures of a generation')
    .argument('<what...>', 'picture files, or the name of one generation')
    .option('--model <name>', 'model, by its file name without .pth or .onnx')
    .option('--denoise <0-1>', 'for realesr-general-x4v3: 1 removes most noise, 0 keeps most grain')
    .option('--device <name>', 'auto, cuda, dml, webgpu, coreml or cpu')
    .option('--tile <pixels>', 'edge of a tile: 512, 384, 256 or 128')
    .addOption(
      new Option('--size <size>', 'size of the result: 3840x2160, x4, long:5120 (longer edge) or 24mp')
        .argParser((text): Target => read(TargetText, text))
        .default({ width: 3840, height: 2160 }, '3840x2160'),
    )
    .addOption(
      new Option('--aspect <W:H|none>', 'aspect to crop to; an exact size has its own')
        .argParser((text): Options['aspect'] => read(AspectText, text) ?? 'none')
        .default({ width: 16, height: 9 }, '16:9'),
    )
    .addOption(new Option('--focus <where>', 'where the crop lies').choices(FOCUSES).default('centre'))
    .addOption(
      new Option('--format <name>', 'file type of the result').choices(['jpg', 'png']).default('jpg'),
    )
    .option('--quality <1-100>', 'JPEG quality', quality, 95)
    .option('--out <folder>', 'where the results go (default: upscaled/ beside each file)')
    .option('--overwrite', 'make a result again that is there already')
    .option('--json', 'one JSON document on stdout')
    .action(async (what: string[], options: Options, command: Command) => {
      if (command.getOptionValueSource('aspect') === 'cli') checkAspect(options)
      const { device, tile } = options
      const app = open({ model: modelOf(options), device, tile })
      const terminal = createTerminal(options)
      const generation = what.length === 1 ? await generationOf(app, what[0] ?? '') : null
      if (generation && (options.out || options.overwrite)) {
        throw new AppError(
          'invalid',
          '--out and --overwrite are for files; a generation keeps its own folders.',
        )
      }
      const failed = generation
        ? await upscaleGeneration(app, terminal, generation, options)
        : await upscaleFiles(app, terminal, what, options)
      if (failed) process.exitCode = 1
    })
}

async function upscaleFiles(
  app: App,
  terminal: Terminal,
  files: string[],
  options: Options,
): Promise<boolean> {
  const abort = abortOnInterrupt()
  const { out, overwrite = false } = options
  const { device, tile, model } = app.settings
  try {
    const report = await app.enlargeFiles({
      ...{ files, model, device, tile, overwrite, ...outputOf(options) },
      out: out ?? null,
      signal: abort,
      onProgress: ({ done, items, label, tile, tiles }) =>
        terminal.progress(
          `[${Math.min(items, done + 1)}/${items}] ${bar(tiles ? tile / tiles : 0)} ${label} tile ${tile}/${tiles}`,
        ),
    })
    terminal.result(report, linesOf(report))
    return report.results.some(({ status }) => status === 'failed' || status === 'cancelled')
  } finally {
    await app.stop()
  }
}

async function upscaleGeneration(
  app: App,
  terminal: Terminal,
  generation: string,
  options: Options,
): Promise<boolean> {
  const abort = abortOnInterrupt()
  try {
    const { images } = await app.library.images({ generation, stage: 'raw', limit: 5000 })
    if (images.length === 0) {
      terminal.result({ results: [] }, [`${generation} has no raw pictures.`])
      return true
    }
    const report = await app.upscaleHere(
      { images: images.map(({ id }) => id), ...outputOf(options), open: false },
      { signal: abort, onProgress: (progress) => terminal.progress(stepOf(progress)) },
    )
    terminal.result(report, [
      ...(report.error ? [report.error] : []),
      ...report.notes.map(({ text }) => text),
      ...report.items.map(
        ({ id, status, reason }) => `${status.padEnd(9)} ${id}${reason ? `: ${reason}` : ''}`,
      ),
    ])
    return report.status !== 'completed' || report.items.some(({ status }) => status === 'failed')
  } finally {
    await app.stop()
  }
}

/** Two models are blended for a denoise strength; which ones, their name tells. */
function modelOf({ model, denoise }: Options): string | undefined {
  if (denoise === undefined) return model
  const strength = Number(denoise)
  if (!(strength >= 0 && strength <= 1)) throw invalid('denoise', 'a number from 0 to 1', denoise)
  return `${model ?? 'realesr-general-x4v3'}@${strength}`
}

/** A name that is no file but a folder of the library is a generation. */
async function generationOf(app: App, name: string): Promise<string | null> {
  const isFile = await stat(name).then(
    (entry) => entry.isFile(),
    () => false,
  )
  if (isFile || !GenerationId.safeParse(name).success) return null
  const known = await app.library.generations()
  return known.some(({ id }) => id === name) ? name : null
}

/** Ctrl-C asks the job to stop; what is finished stays. */
function abortOnInterrupt(): AbortSignal {
  const controller = new AbortController()
  process.once('SIGINT', () => controller.abort())
  process.once('SIGTERM', () => controller.abort())
  return controller.signal
}

function stepOf({ step, steps, label = '', part = 0 }: JobProgress): string {
  return `[${step}/${steps}] ${bar(part)} ${label}`
}

function linesOf({ results, notes }: FilesReport): string[] {
  const lines = results.map(
    ({ file, status, output, reason }) =>
      `${status.padEnd(9)} ${output ?? file}${reason ? `: ${reason}` : ''}`,
  )
  return [...notes, ...lines]
}

function outputOf({ size: target, aspect, focus, format, quality }: Options) {
  return { target, aspect: aspect === 'none' ? null : aspect, focus, format, quality }
}

/** Two wishes that cannot both be granted are a mistake to be told. */
function checkAspect({ size, aspect }: Options): void {
  if (aspect === 'none' || !('width' in size)) return
  if (Math.abs((size.height * aspect.width) / aspect.height / size.width - 1) < 0.01) return
  const wanted = `${size.width}x${size.height}`
  throw invalid('aspect', `the aspect of ${wanted}, or none`, `${aspect.width}:${aspect.height}`)
}

function read<Schema extends z.ZodType>(schema: Schema, text: string): z.output<Schema> {
  const { success, data, error } = schema.safeParse(text)
  if (success) return data
  const message = error.issues[0]?.message ?? 'not valid'
  throw new InvalidArgumentError(`${message.replace(/^e/, 'E')}.`)
}

function quality(text: string): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1 || value > 100)
    throw new InvalidArgumentError('Expected a whole number from 1 to 100.')
  return value
}
