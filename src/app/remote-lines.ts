import { messageOf } from '../core/errors.ts'
import type { JournalWriter } from '../core/journal.ts'
import type { Logger } from '../core/log.ts'
import type { Jobs } from '../jobs/jobs.ts'

/** Brings into the journal what jobs say on other machines, under the machine's name; returns what ends that. */
export function followRemoteLines(
  jobs: Pick<Jobs<Record<string, unknown>>, 'lines' | 'machine' | 'onChange'>,
  journal: JournalWriter,
  log: Logger,
): () => void {
  let after: number | null = null
  let reading: Promise<void> = Promise.resolve()

  async function read(): Promise<void> {
    const lines = await jobs.lines(after === null ? { limit: 1 } : { after })
    const isFirst = after === null
    after = lines.at(-1)?.n ?? after ?? 0
    if (isFirst) return // what was said before is in the log of those who said it
    for (const { machine, text } of lines)
      if (machine.id !== jobs.machine.id) journal.say(`[${machine.name}] ${text}`)
  }

  function later(): void {
    reading = reading.then(read).catch((error: unknown) => {
      log.debug({ reason: messageOf(error) }, 'Lines of other machines could not be read')
    })
  }

  return jobs.onChange((change) => {
    if (!change || change.what === 'lines') later()
  })
}
