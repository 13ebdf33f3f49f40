import { readFile } from 'node:fs/promises'
import { Command, Option } from 'commander'
import { type App, LEDGER_STATES, type LedgerState } from '../app.ts'
import { decodedText } from '../core/encoded-text.ts'
import { AppError, messageOf } from '../core/errors.ts'
import { writeWhole } from '../core/files.ts'
import { createTerminal } from './terminal.ts'

interface Query {
  agency?: string
  state?: LedgerState
  batch?: string
  search?: string
  json?: boolean
}

/** `stockroom ledger`: what was submitted where, and what became of it; beside a running dashboard, too. */
export function ledgerCommand(open: () => App): Command {
  return new Command('ledger')
    .description('list, mark, import and export what was submitted')
    .addCommand(listCommand(open))
    .addCommand(markCommand(open))
    .addCommand(importCommand(open))
    .addCommand(exportCommand(open))
}

async function using(open: () => App, work: (app: App) => Promise<void>): Promise<void> {
  const app = open()
  try {
    await work(app)
  } finally {
    await app.stop()
  }
}

const stateOption = (text: string) => new Option('--state <name>', text).choices(LEDGER_STATES)

function listCommand(open: () => App): Command {
  return new Command('list')
    .description('show what was prepared and submitted, the newest first')
    .option('--agency <name>', 'only those')
    .addOption(stateOption('only those'))
    .option('--batch <id>', 'only those')
    .option('--search <words>', 'only those whose name, title, keywords or reason hold all of the words')
    .option('--json', 'one JSON document on stdout')
    .action(async ({ json, search, ...query }: Query) => {
      await using(open, async ({ delivery: { ledger } }) => {
        const entries = await ledger.entries({ ...query, q: search })
        createTerminal({ json }).result(
          { entries },
          entries.map(({ changed, agency, state, name, title, reason }) =>
            [changed.slice(0, 10), agency, state, name, title, reason].filter(Boolean).join('  '),
          ),
        )
      })
    })
}

function markCommand(open: () => App): Command {
  return new Command('mark')
    .description(
      'write down what became of pictures, by the names they were delivered under or by their batch',
    )
    .argument('<state>', LEDGER_STATES.join(', '))
    .argument('[names...]', 'delivered names')
    .option('--agency <name>', 'at this agency', 'adobe')
    .option('--batch <id>', 'everything of this batch')
    .option('--reason <text>', 'why it was rejected, or any remark')
    .option('--json', 'one JSON document on stdout')
    .action(
      async (
        state: string,
        names: string[],
        { agency, batch, reason, json }: Query & { agency: string; reason?: string },
      ) => {
        const known = LEDGER_STATES.find((one) => one === state)
        if (!known)
          throw new AppError('invalid', `Expected one of ${LEDGER_STATES.join(', ')} but received ${state}.`)
        if (names.length === 0 && !batch) throw new AppError('invalid', 'Name pictures, or give a --batch.')
        await using(open, async ({ delivery: { ledger } }) => {
          const entries = batch ? (await ledger.batch(batch)).entries : await called(ledger, agency, names)
          const ids = entries.map(({ id }) => id)
          const report = await ledger.mark({ entries: ids, state: known, reason, by: 'command' })
          createTerminal({ json }).result(report, [`${report.changed} marked as ${known}`])
        })
      },
    )
}

/** Finds the newest entries under names; one that is not there stops everything. */
async function called(ledger: App['delivery']['ledger'], agency: string, names: readonly string[]) {
  const entries = await ledger.entries({ agency })
  return names.map((name) => {
    const entry = entries.find((one) => one.name.toLowerCase() === name.toLowerCase())
    if (!entry) throw new AppError('not_found', `Nothing was delivered to ${agency} under the name ${name}.`)
    return entry
  })
}

function importCommand(open: () => App): Command {
  return new Command('import')
    .description('take over what a CSV tells: the export of an agency, of Stockroom, or anybody’s')
    .argument('<file>', 'the CSV')
    .option('--agency <name>', 'the agency of rows that name none', 'adobe')
    .addOption(stateOption('what became of rows that do not say').default('submitted'))
    .option('--keep', 'also keep rows about pictures that are not in the library')
    .option('--dry-run', 'only say what would be done')
    .option('--json', 'one JSON document on stdout')
    .action(
      async (
        file: string,
        {
          agency,
          state,
          keep = false,
          dryRun,
          json,
        }: {
          agency: string
          state: LedgerState
          keep?: boolean
          dryRun?: boolean
          json?: boolean
        },
      ) => {
        const csv = await readFile(file).then(decodedText, (error: unknown) => {
          throw new AppError('not_found', `${file} cannot be read: ${messageOf(error)}`, { cause: error })
        })
        await using(open, async ({ delivery }) => {
          const request = { csv, agency, state, keep }
          const report = dryRun
            ? await delivery.previewImport(request)
            : await delivery.import(request, 'command')
          const { update, new: added, add, same, unknown, ambiguous } = report.counts
          createTerminal({ json }).result(report, [
            `${dryRun ? 'Would change' : 'Changed'} ${update}, added ${added + add}, already so ${same}`,
            ...(unknown + ambiguous > 0 ? [`Not matched: ${unknown + ambiguous}`] : []),
            ...report.rows
              .filter(({ fate }) => fate === 'unknown' || fate === 'ambiguous')
              .map(
                ({ line, name, fate }) =>
                  `  line ${line}: ${name} ${fate === 'unknown' ? 'is not known; --keep keeps such rows' : 'could be several pictures'}`,
              ),
            ...report.rows
              .filter(({ said, state: known }) => said !== '' && known === null)
              .map(
                ({ line, said, newState }) =>
                  `  line ${line}: "${said}" is no state that is known, so it counts as ${newState}; --state says otherwise`,
              ),
          ])
        })
      },
    )
}

function exportCommand(open: () => App): Command {
  return new Command('export')
    .description('write the whole ledger as a CSV')
    .option('--to <file>', 'into a file instead of to stdout')
    .action(async ({ to }: { to?: string }) => {
      await using(open, async ({ delivery }) => {
        const csv = await delivery.export()
        if (to) await writeWhole(to, csv)
        else process.stdout.write(csv)
      })
    })
}
