import { stat } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { Command, InvalidArgumentError, Option } from 'commander'
import type { App, FilesReport, Job } from '../app.ts'
import { invalid } from '../core/errors.ts'
import { GenerationId } from '../core/ids.ts'
import { bar, createTerminal, type Terminal } from './terminal.ts'

interface Size {
  width: number
  height: number
}

interface Options {
  model?: string
  denoise?: string
  device?: string
  tile?: string
  size: Size | { scale: number }
  /** commander turns null into an empty text, so no aspect is a word of its own. */
  aspect: Size | 'none'
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
    .option('--model <name>', 'model in weights/, by its file name without .pth or .onnx, or lanczos')
    .option('--denoise <0-1>', 'for realesr-general-x4v3: 1 removes most noise, 0 keeps most grain')
    .option('--device <name>', 'auto, cuda, dml, webgpu, coreml or cpu')
    .option('--tile <pixels>', 'edge of a tile: 512, 384, 256 or 128')
    .addOption(
      new Option('--size <WxH|xN>', 'size of the result')
        .argParser(size)
        .default({ width: 3840, height: 2160 }, '3840x2160'),
    )
    .addOption(
      new Option('--aspect <W:H|none>', 'aspect to crop to')
        .argParser(aspect)
        .default({ width: 16, height: 9 }, '16:9'),
    )
    .addOption(
      new Option('--format <name>', 'file type of the result').choices(['jpg', 'png']).default('jpg'),
    )
    .option('--quality <1-100>', 'JPEG quality', quality, 95)
    .option('--out <folder>', 'where the results go (default: upscaled/ beside each file)')
    .option('--overwrite', 'make a result again that is there already')
    .option('--json', 'one JSON document on stdout')
    .action(async (what: string[], options: Options) => {
      const { device, tile } = options
      const app = open({ model: modelOf(options), device, tile })
      const terminal = createTerminal(options)
      const generation = what.length === 1 ? await generationOf(app, what[0] ?? '') : null
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
  const { size: target, format, quality, out, overwrite = false } = options
  const aspect = options.aspect === 'none' ? null : options.aspect
  const { device, tile, model } = app.settings
  try {
    const report = await app.enlargeFiles({
      ...{ files, model, device, tile, target, aspect, format, quality, overwrite },
      out: out ?? null,
      signal: abort,
      onProgress: ({ index, items, label, tile, tiles }) =>
        terminal.progress(
          `[${index + 1}/${items}] ${bar(tiles ? tile / tiles : 0)} ${label} tile ${tile}/${tiles}`,
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
  { format }: Options,
): Promise<boolean> {
  const abort = abortOnInterrupt()
  try {
    const { images } = await app.library.images({ generation, stage: 'raw', limit: 5000 })
    if (images.length === 0) {
      terminal.result({ results: [] }, [`${generation} has no raw pictures.`])
      return true
    }
    const job = await app.upscale({ images: images.map(({ id }) => id), format, open: false })
    abort.addEventListener('abort', () => app.jobs.cancel(job.id))
    for (; job.status === 'queued' || job.status === 'processing'; await wait(100))
      terminal.progress(stepOf(job))
    terminal.result(job, [
      ...job.notes.map(({ text }) => text),
      ...job.items.map(({ id, status, reason }) => `${status.padEnd(9)} ${id}${reason ? `: ${reason}` : ''}`),
    ])
    return job.status !== 'completed' || job.error_log.length > 0
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

function stepOf({ progress: { step, steps, label = '', part = 0 } }: Job): string {
  return `[${step}/${steps}] ${bar(part)} ${label}`
}

function linesOf({ results, notes }: FilesReport): string[] {
  const lines = results.map(
    ({ file, status, output, reason }) =>
      `${status.padEnd(9)} ${output ?? file}${reason ? `: ${reason}` : ''}`,
  )
  return [...notes, ...lines]
}

function size(text: string): Options['size'] {
  const exact = /^(\d{1,5})x(\d{1,5})$/.exec(text)
  if (exact) return { width: positive(exact[1]), height: positive(exact[2]) }
  const times = /^x(\d{1,2})$/.exec(text)
  if (times) return { scale: positive(times[1]) }
  throw new InvalidArgumentError('Expected a size like 3840x2160 or x4.')
}

function aspect(text: string): Options['aspect'] {
  if (text === 'none') return text
  const ratio = /^(\d{1,5}):(\d{1,5})$/.exec(text)
  if (!ratio) throw new InvalidArgumentError('Expected an aspect like 16:9, or none.')
  return { width: positive(ratio[1]), height: positive(ratio[2]) }
}

function quality(text: string): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1 || value > 100)
    throw new InvalidArgumentError('Expected a whole number from 1 to 100.')
  return value
}

function positive(text: string | undefined): number {
  const value = Number(text)
  if (!(value > 0)) throw new InvalidArgumentError('Expected numbers above zero.')
  return value
}
