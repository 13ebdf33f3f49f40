import { Command, InvalidArgumentError } from 'commander'
import { type App, DIALECT_IDS, type PlanDraft, type PromptConfig } from '../app.ts'
import { AppError } from '../core/errors.ts'
import { createTerminal } from './terminal.ts'

interface Options {
  count: string
  seed?: string
  dialect: (typeof DIALECT_IDS)[number]
  generation?: string
  axes?: string[]
  only?: Record<string, string[]>
  occasion?: string
  override?: Record<string, string>
  dryRun?: boolean
  json?: boolean
}

/** `stockroom prompts`: plans prompts into a new generation, or shows what it would plan. */
export function promptsCommand(open: () => App): Command {
  return new Command('prompts')
    .description('plan prompts that cover every pair of the config’s values, into a new generation')
    .option('--count <number>', 'how many prompts', '20')
    .option('--seed <text>', 'the same seed, config and history give the same prompts')
    .option('--dialect <name>', `how they are written: ${DIALECT_IDS.join(', ')}`, 'plain')
    .option('--generation <name>', 'name of the new folder; the time where nothing is said')
    .option('--axes <ids>', 'axes to use, with commas between them; all where nothing is said', listOf)
    .option('--only <axis=value|value>', 'use only these values of an axis; may be repeated', gather)
    .option('--occasion <id>', 'plan for an occasion of the calendar, such as christmas or seollal')
    .option('--override <id=reason>', 'plan a prompt that a rule blocks all the same', reasonOf)
    .option('--dry-run', 'show what would be planned, and write nothing')
    .option('--json', 'one JSON document on stdout')
    .action(async (options: Options) => {
      const app = open()
      const terminal = createTerminal(options)
      const { dryRun, json: _, override: overrides = {}, ...request } = options
      const config = await app.planning.config()
      for (const line of problemLines(config)) terminal.say(line)
      const asked = { ...request, overrides, occasion: occasionIn(app, request.occasion) }
      const report = dryRun ? await app.planning.draft(asked) : await app.planning.plan(asked)
      const path = 'path' in report && typeof report.path === 'string' ? report.path : null
      terminal.result(report, linesOf(report, path))
      if (report.prompts.some(({ isBlocked }) => isBlocked)) process.exitCode = 1
    })
}

function linesOf({ prompts, pairs, seed, isExhausted }: PlanDraft, path: string | null): string[] {
  const left = prompts.filter(({ isBlocked }) => isBlocked)
  return [
    ...prompts.filter(({ isBlocked }) => !isBlocked).map(({ prompt }) => prompt),
    ...left.flatMap(({ number, id, prompt, findings }) => [
      `left out: ${number}. ${prompt}`,
      ...findings.map(({ message }) => `  ${message}`),
      path
        ? '  To plan such a prompt, look with --dry-run first: what is written changes what comes next.'
        : `  Plan it all the same with --override "${id}=your reason" and --seed ${seed}.`,
    ]),
    `${pairs.after} of ${pairs.possible} pairs are covered, ${pairs.after - pairs.before} of them newly; seed ${seed}.`,
    ...(isExhausted ? ['There are no more combinations of these values.'] : []),
    ...(path ? [path] : []),
  ]
}

function problemLines({ problems, path, inUse }: PromptConfig): string[] {
  const lines = problems.map(({ line, heading, message, severity }) => {
    return `${path}:${line}: ${severity}${heading ? ` under "${heading}"` : ''}: ${message}`
  })
  return inUse === 'file' ? lines : [...lines, STAND_INS[inUse]]
}

const STAND_INS = {
  earlier: 'The last version without a mistake is used.',
  shipped: 'The config that came with Stockroom is used.',
  nothing: 'There is no config that can be used.',
}

function occasionIn({ planning }: App, id: string | undefined) {
  if (id === undefined) return undefined
  const all = planning.calendar().map((entry) => entry.id)
  const found = all.find((known) => known === id)
  if (found) return found
  throw new AppError('invalid', `There is no occasion "${id}"; these are: ${all.toSorted().join(', ')}.`)
}

function listOf(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
}

function gather(text: string, before: Record<string, string[]> = {}): Record<string, string[]> {
  const { key, value } = pairOf(text, 'an axis and values, such as style=Watercolor painting|Linocut print')
  const values = value
    .split('|')
    .map((part) => part.trim())
    .filter(Boolean)
  return { ...before, [key]: [...(before[key] ?? []), ...values] }
}

function reasonOf(text: string, before: Record<string, string> = {}): Record<string, string> {
  const { key, value } = pairOf(
    text,
    'the id of a prompt and a reason, such as 0a1b2c3d4e5f=the name is a place',
  )
  return { ...before, [key]: value }
}

function pairOf(text: string, expected: string): { key: string; value: string } {
  const at = text.indexOf('=')
  if (at > 0 && at < text.length - 1)
    return { key: text.slice(0, at).trim(), value: text.slice(at + 1).trim() }
  throw new InvalidArgumentError(`Expected ${expected}.`)
}
