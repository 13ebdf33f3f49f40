import { Command, Option } from 'commander'
import { AGENCIES, type App, type SubmissionReport } from '../app.ts'
import { createSay } from '../dashboard.ts'
import { generationOf, picturesAt } from './pictures.ts'
import { bar, createTerminal } from './terminal.ts'

interface Options {
  agency: string
  embed?: boolean
  prompt?: boolean
  bom?: boolean
  includeBlocked?: boolean
  resubmit?: boolean
  language?: 'en' | 'ko'
  json?: boolean
}

/** `stockroom csv <generation>`: readies everything that was upscaled in a generation for an agency. */
export function csvCommand(open: () => App): Command {
  const agencies = AGENCIES.map(({ id }) => id).join(', ')
  return new Command('csv')
    .description('write the CSV for the upscaled pictures of a generation, and their words into them')
    .argument('<generation>', 'name of the folder below generations/')
    .option('--agency <name>', `one of ${agencies}`, 'adobe')
    .addOption(
      new Option('--embed', 'write title, keywords and origin into the pictures (as the settings say)'),
    )
    .addOption(new Option('--no-embed', 'leave the pictures as they are'))
    .option('--prompt', 'write the prompt into the pictures as well')
    .option('--bom', 'begin the CSV with a byte order mark, for Excel')
    .option('--include-blocked', 'also pictures that a rule blocks; the reasons are kept')
    .option('--resubmit', 'submit once more what was submitted before and not accepted, under changed names')
    .addOption(
      new Option(
        '--language <code>',
        'language of the hand-off sheet (as the settings say, else English)',
      ).choices(['en', 'ko']),
    )
    .option('--json', 'one JSON document on stdout')
    .action(async (name: string, options: Options) => {
      const app = open()
      try {
        await run(app, name, options)
      } finally {
        await app.stop()
      }
    })
}

async function run(app: App, name: string, options: Options): Promise<void> {
  const { json, includeBlocked, language = app.settings.language, ...given } = options
  const terminal = createTerminal({ json })
  const generation = await generationOf(app, name)
  const abort = new AbortController()
  process.once('SIGINT', () => abort.abort())
  const report = await app.submit(await picturesAt(app, generation, 'upscaled'), {
    ...given,
    include_blocked: includeBlocked,
    by: 'command',
    say: createSay(language === 'ko' ? 'ko' : 'en'),
    signal: abort.signal,
    onProgress: ({ phase, done, of }) =>
      terminal.progress(`[${done}/${of}] ${bar(of > 0 ? done / of : 0)} ${PHASES[phase]}`),
  })
  terminal.result(report, linesOf(report, generation))
  if (report.rows === 0) process.exitCode = 1
}

const PHASES = {
  checking: 'checking the pictures',
  reading: 'reading the pictures',
  naming: 'naming the pictures',
  writing: 'writing the words into the pictures',
} as const

function linesOf(report: SubmissionReport, generation: string): string[] {
  const { rows, files, embedded, renamed, left, warnings, without_credentials: without } = report
  return [
    ...(rows === 0 ? [`Nothing in ${generation} can be submitted yet.`] : []),
    ...files.map((file) => `${file.path}: ${file.rows} rows`),
    ...(embedded
      ? [`Words inside (${embedded.way}): ${embedded.written} written, ${embedded.same} there already`]
      : []),
    ...(embedded?.way === 'xmp'
      ? ['Perl is not installed, so the words are in XMP alone, not in IPTC.']
      : []),
    ...(without > 0
      ? [`${without} made from pictures with Content Credentials (C2PA), which enlarged pictures do not have`]
      : []),
    ...renamed.map(({ from, to }) => `renamed: ${from} is called ${to} now`),
    ...left.map(({ name, reasons }) => `left out: ${name}: ${reasons.join(' ')}`),
    ...warnings.map(({ name, message }) => `warning: ${name}: ${message}`),
  ]
}
