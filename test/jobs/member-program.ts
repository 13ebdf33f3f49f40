import { randomUUID } from 'node:crypto'
import { appendFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { pino } from 'pino'
import { createJobs } from '../../src/jobs/jobs.ts'

/**
 * A program that takes part in shared jobs: `member-program.ts <database> <name> <file> [milliseconds]`.
 *
 * Its one kind of job writes a line into the file when it begins an item and when it is done with it.
 */
const [url = '', name = '', file = '', ms = '5'] = process.argv.slice(2)
const jobs = createJobs<{ work: Record<string, never> }>({
  place: { url, folder: '', template: undefined },
  self: { id: randomUUID(), name, role: 'worker', version: '1.0.0', kinds: ['work'] },
  kinds: {
    work: {
      async run({ items, signal, begin, settle }) {
        for (const item of items) {
          if (signal.aborted) return
          begin(item)
          appendFileSync(file, `${name} begins ${item}\n`)
          await wait(Number(ms), null, { signal }).catch(() => {})
          if (signal.aborted) return
          await settle({ id: item, status: 'done' })
          appendFileSync(file, `${name} ends ${item}\n`)
        }
      },
    },
  },
  ...{ slots: () => 4, schedules: [], backoff: 1000, library: null, home: name, historyDays: 30 },
  log: pino({ level: 'silent' }),
})
jobs.start()
// a slow machine is longer at it than a request waits
while (jobs.state().status === 'opening') await jobs.ready().catch(() => undefined)
process.stdout.write('ready\n')
process.on('SIGTERM', () => void jobs.stop().then(() => process.exit(0)))
process.on('disconnect', () => process.exit(1))
