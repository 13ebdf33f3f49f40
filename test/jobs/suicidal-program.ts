import { randomUUID } from 'node:crypto'
import { pino } from 'pino'
import { createJobs } from '../../src/jobs/jobs.ts'

/** A program whose only kind of job ends the program; it prints the state of its first job when that is over. */
const [folder = ''] = process.argv.slice(2)
const jobs = createJobs<{ deadly: Record<string, never> }>({
  place: { url: undefined, folder, template: undefined },
  self: { id: randomUUID(), name: 'here', role: 'dashboard', version: '1', kinds: ['deadly'] },
  kinds: {
    deadly: {
      async run({ items, begin, settle }) {
        for (const item of items) {
          begin(item)
          if (item === 'harmless') await settle({ id: item, status: 'done' })
          else setTimeout(() => process.kill(process.pid, 'SIGKILL'), 200)
        }
        await new Promise(() => {})
      },
    },
  },
  ...{ slots: () => 1, schedules: [], backoff: 100, library: null, home: 'test', historyDays: 30 },
  log: pino({ level: 'silent' }),
})
jobs.start()
// a slow machine is longer at it than a request waits
while (jobs.state().status === 'opening') await jobs.ready().catch(() => undefined)
const { total } = await jobs.list({})
if (total === 0) await jobs.add('deadly', {}, ['harmless', 'deadly'], { origin: 'program' })
jobs.onChange(() => void tell())
await tell()

async function tell(): Promise<void> {
  const [job] = (await jobs.list({})).jobs
  if (!job?.finished_at) return
  process.stdout.write(JSON.stringify({ status: job.status, error: job.error, counts: job.counts }))
  process.exit(0)
}
