import { Command } from 'commander'
import type { App } from '../app.ts'
import { AppError } from '../core/errors.ts'
import { GenerationId } from '../core/ids.ts'
import { parse } from '../core/parse.ts'
import { createTerminal } from './terminal.ts'

/** `stockroom csv <generation>`: writes `submission.csv` for everything that was upscaled in a generation. */
export function csvCommand(open: () => App): Command {
  return new Command('csv')
    .description('write submission.csv for the upscaled pictures of a generation')
    .argument('<generation>', 'name of the folder below generations/')
    .option('--json', 'one JSON document on stdout')
    .action(async (name: string, { json }: { json?: boolean }) => {
      const app = open()
      const generation = parse(GenerationId, name, 'Generation')
      const known = await app.library.generations()
      if (!known.some(({ id }) => id === generation)) {
        throw new AppError(
          'not_found',
          `There is no generation called ${generation} in ${app.folders.generations}.`,
        )
      }
      const report = await app.submit(await upscaledOf(app, generation))
      createTerminal({ json }).result(report, [
        report.rows === 0
          ? `Nothing in ${generation} has been upscaled yet.`
          : `${report.path}: ${report.rows} rows`,
        ...report.warnings.map(({ name, message }) => `warning: ${name}: ${message}`),
      ])
      if (report.rows === 0) process.exitCode = 1
    })
}

async function upscaledOf({ library }: App, generation: string): Promise<string[]> {
  const ids: string[] = []
  let cursor: string | undefined
  do {
    const page = await library.images({
      generation,
      stage: 'upscaled',
      limit: 500,
      ...(cursor && { cursor }),
    })
    ids.push(...page.images.map(({ id }) => id))
    cursor = page.next ?? undefined
  } while (cursor)
  return ids
}
