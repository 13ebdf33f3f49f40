import { join } from 'node:path'
import { Command, CommanderError } from 'commander'
import { type App, openApp, type Role } from '../app.ts'
import { AppError, stackOf } from '../core/errors.ts'
import { startDashboard } from '../dashboard.ts'
import { csvCommand } from './csv.ts'
import { describeCommand } from './describe.ts'
import { doctorCommand } from './doctor.ts'
import { jobsCommand } from './jobs.ts'
import { ledgerCommand } from './ledger.ts'
import { preflightCommand } from './preflight.ts'
import { promptsCommand } from './prompts.ts'
import { upscaleCommand } from './upscale.ts'
import { weightsCommand } from './weights.ts'
import { workerCommand } from './worker.ts'

/** The codes a command ends with. */
const EXIT = { failed: 1, wrongUse: 2 }

const project = join(import.meta.dirname, '..', '..')
const open = (flags: Record<string, unknown> = {}, role?: Role): App => openApp({ project, flags }, role)

const program = new Command('stockroom')
  .description('From AI-generated picture to the stock agency’s portal, on your own machine.')
  .exitOverride()
  .showHelpAfterError()
  .addCommand(
    new Command('start')
      .description('open the dashboard')
      .option('--host <address>', 'address to listen on')
      .option('--port <number>', 'port to listen on')
      .option('--home <folder>', 'folder that holds generations, trash, weights, logs and config')
      .option('--no-open', 'open neither browser nor folders')
      .action(({ open, ...flags }) => startDashboard({ ...flags, ...(open === false && { open }) })),
  )
  .addCommand(promptsCommand(open))
  .addCommand(upscaleCommand(open))
  .addCommand(preflightCommand(open))
  .addCommand(csvCommand(open))
  .addCommand(describeCommand(open))
  .addCommand(ledgerCommand(open))
  .addCommand(weightsCommand(open))
  .addCommand(workerCommand(open))
  .addCommand(jobsCommand(open))
  .addCommand(doctorCommand(open))

for (const command of program.commands.flatMap((one) => [one, ...one.commands])) {
  command.exitOverride().showHelpAfterError()
}

/** Does what the command line says, and leaves the code to end with in the process. */
export async function runCommand(): Promise<void> {
  try {
    await program.parseAsync()
  } catch (error) {
    process.exitCode = report(error)
  }
}

function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT.wrongUse
  if (!(error instanceof AppError)) {
    console.error(stackOf(error))
    return EXIT.failed
  }
  console.error(error.message)
  return error.code === 'invalid' ? EXIT.wrongUse : EXIT.failed
}
