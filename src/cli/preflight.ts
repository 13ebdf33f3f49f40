import { realpath } from 'node:fs/promises'
import { relative, sep } from 'node:path'
import { Command } from 'commander'
import type { App, PreflightReport } from '../app.ts'
import { AppError } from '../core/errors.ts'
import { ImageId } from '../core/ids.ts'
import { bar, createTerminal, type Terminal } from './terminal.ts'

interface Options {
  pixels?: boolean
  json?: boolean
}

/** `stockroom preflight <what>`: checks what would be submitted; ends with 1 when something is blocked. */
export function preflightCommand(open: () => App): Command {
  return new Command('preflight')
    .description('check pictures before they are submitted, without writing anything')
    .argument('<what...>', 'a generation, or pictures of the library by their paths or ids')
    .option('--pixels', 'look at the pixels that were not looked at yet')
    .option('--json', 'one JSON document on stdout')
    .action(async (what: string[], options: Options) => {
      const app = open()
      try {
        await run(app, what, options)
      } finally {
        await app.stop()
      }
    })
}

async function run(app: App, what: string[], { pixels, json }: Options): Promise<void> {
  const terminal = createTerminal({ json })
  const check = await checkFor(app, what)
  let report = await check()
  if (pixels && report.unchecked.length > 0) {
    await look(app, report.unchecked, terminal)
    report = await check()
  }
  terminal.result(report, linesOf(report))
  if (report.counts.block > 0) process.exitCode = 1
}

async function checkFor(app: App, what: string[]): Promise<() => Promise<PreflightReport>> {
  const [first = ''] = what
  const known = await app.library.generations()
  if (what.length === 1 && known.some(({ id }) => id === first)) {
    return () => app.preflight.checkGeneration(first)
  }
  const ids = await Promise.all(what.map((name) => idOfFile(app, name)))
  return () => app.preflight.check(ids)
}

/** Takes an id as it is, and a path as the picture that lies there. */
async function idOfFile(app: App, name: string): Promise<string> {
  if (ImageId.safeParse(name).success && (await isThere(app, name))) return name
  const [root, path] = await Promise.all([realpath(app.folders.generations), realpath(name)]).catch(() => [])
  const id = root && path ? relative(root, path).split(sep).join('/') : ''
  if (ImageId.safeParse(id).success && (await isThere(app, id))) return id
  throw new AppError(
    'not_found',
    `${name} is neither a generation nor a picture in ${app.folders.generations}.`,
  )
}

async function isThere({ library }: App, id: string): Promise<boolean> {
  return library.pathOf(id).then(
    () => true,
    () => false,
  )
}

async function look(app: App, images: readonly string[], terminal: Terminal): Promise<void> {
  const abort = new AbortController()
  process.once('SIGINT', () => abort.abort())
  await app.lookHere(images, {
    signal: abort.signal,
    onProgress: ({ step, steps, label = '' }) =>
      terminal.progress(`[${step}/${steps}] ${bar(step / steps)} ${label}`),
  })
}

function linesOf(report: PreflightReport): string[] {
  const { pictures, groups, counts, unchecked } = report
  return [
    ...pictures.flatMap(({ id, state, rules }) => [
      `${WORDS[state].padEnd(8)} ${id}`,
      ...rules.flatMap(({ rule, findings }) =>
        findings.map(({ level, message, override }) => {
          const word = override ? `let pass (${override.reason})` : level
          return `         ${word}: ${message} [${rule}]`
        }),
      ),
    ]),
    ...groups.map(
      ({ ids, strongest }) => `one scene: ${ids.length} pictures, strongest: ${strongest.join(', ')}`,
    ),
    ...sourceLines(report),
    `${counts.pass} ready, ${counts.warn} with warnings, ${counts.block} blocked`,
    ...(unchecked.length > 0 ? [`${unchecked.length} not looked at yet: add --pixels`] : []),
  ]
}

/** Says once of each rule that found something what it rests on. */
function sourceLines({ pictures, sources }: PreflightReport): string[] {
  const found = new Set(
    pictures.flatMap(({ rules }) =>
      rules.flatMap(({ rule, findings }) => (findings.length > 0 ? [rule] : [])),
    ),
  )
  return [...found].map((rule) => {
    const { name, standing, source, read } = sources[rule]
    return `[${rule}] ${name}: ${STANDINGS[standing]}, ${source}, read ${read}`
  })
}

const STANDINGS = {
  official: 'official',
  tested: 'tested by somebody',
  reported: 'reported, not official',
  judgement: 'our judgement',
} as const

const WORDS = { pass: 'ready', warn: 'warning', block: 'BLOCKED' } as const
