import { Command } from 'commander'
import type { App } from '../app.ts'
import { generationOf, picturesAt } from './pictures.ts'
import { createTerminal } from './terminal.ts'

/** `stockroom csv <generation>`: writes `submission.csv` for everything that was upscaled in a generation. */
export function csvCommand(open: () => App): Command {
  return new Command('csv')
    .description('write submission.csv for the upscaled pictures of a generation')
    .argument('<generation>', 'name of the folder below generations/')
    .option('--json', 'one JSON document on stdout')
    .action(async (name: string, { json }: { json?: boolean }) => {
      const app = open()
      const generation = await generationOf(app, name)
      const report = await app.submit(await picturesAt(app, generation, 'upscaled'))
      createTerminal({ json }).result(report, [
        report.rows === 0
          ? `Nothing in ${generation} has been upscaled yet.`
          : `${report.path}: ${report.rows} rows`,
        ...report.warnings.map(({ name, message }) => `warning: ${name}: ${message}`),
      ])
      if (report.rows === 0) process.exitCode = 1
    })
}
