import { Command } from 'commander'
import type { App, EditReport } from '../app.ts'
import { AppError } from '../core/errors.ts'
import { ImageId } from '../core/ids.ts'
import { parse } from '../core/parse.ts'
import { rawOrAll } from './pictures.ts'
import { createTerminal } from './terminal.ts'

interface Options {
  replace?: boolean
  repair?: boolean
  dryRun?: boolean
  undo?: string
  json?: boolean
}

/** `stockroom describe`: fills in titles, keywords and categories, or takes that back. */
export function describeCommand(open: () => App): Command {
  return new Command('describe')
    .description('fill in titles, keywords and categories from prompts and file names')
    .argument('[pictures...]', 'a generation, or ids of pictures (generation/name.png)')
    .option('--replace', 'suggest anew where there is something already')
    .option('--repair', 'set the numbers of the old 22 categories right, and fill in nothing')
    .option('--dry-run', 'tell what would change, and change nothing')
    .option('--undo <edit>', 'take back what an earlier run changed')
    .option('--json', 'one JSON document on stdout')
    .action(async (names: string[], options: Options) => {
      const app = open()
      if (options.undo) return undo(app, options.undo, options)
      if (names.length === 0) throw new AppError('invalid', 'Name a generation or pictures to describe.')
      await describe(app, await picturesOf(app, names), options)
    })
}

async function picturesOf(app: App, names: readonly string[]): Promise<string[]> {
  const ids: string[] = []
  for (const name of names) {
    if (name.includes('/')) ids.push(parse(ImageId, name.replace(/^(?:\.\/)?generations\//, ''), 'Picture'))
    else ids.push(...(await rawOrAll(app, name)))
  }
  await app.library.find(ids)
  return [...new Set(ids)]
}

async function describe(app: App, images: string[], options: Options): Promise<void> {
  const edit = options.repair
    ? { repair: true }
    : ({ fill: options.replace ? 'replace' : 'missing' } as const)
  const report = options.dryRun
    ? { ...(await app.bulk.preview(images, edit)), edit: null }
    : await app.bulk.apply(images, edit)
  const { mistakes, path } = await app.describe.ownWords()
  createTerminal(options).result({ ...report, mistakes }, [
    ...mistakes.map((mistake) => `warning: ${path}: ${mistake}`),
    ...linesOf(report, options.dryRun === true),
  ])
  if (report.failed.length > 0) process.exitCode = 1
}

function linesOf({ changed, unchanged, failed, edit }: EditReport, isDry: boolean): string[] {
  return [
    ...changed.flatMap(({ path, changes }) => [
      path,
      ...changes.map(({ field, before, after }) => `  ${field}: ${shown(before)} -> ${shown(after)}`),
    ]),
    ...failed.map(({ id, reason }) => `failed: ${id}: ${reason}`),
    `${changed.length} ${isDry ? 'would change' : 'changed'}, ${unchanged.length} as they were${failed.length > 0 ? `, ${failed.length} failed` : ''}`,
    ...(edit ? [`Take it back with: stockroom describe --undo ${edit}`] : []),
  ]
}

function shown(value: unknown): string {
  if (value === null || value === undefined) return 'nothing'
  return Array.isArray(value) ? value.join(', ') : String(value)
}

async function undo(app: App, edit: string, { json }: Options): Promise<void> {
  const report = await app.bulk.undo(edit)
  createTerminal({ json }).result(report, [
    `${report.restored} sidecars are as they were`,
    ...report.kept.map((path) => `kept: ${path} was changed since`),
  ])
}
