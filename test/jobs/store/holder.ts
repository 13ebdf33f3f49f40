// Opens a database's folder, writes its process id into it, and keeps it open: `node holder.ts FOLDER TEMPLATE`.
import { pino } from 'pino'
import { openPglite } from '../../../src/jobs/store/pglite.ts'
import { facts } from '../../../src/jobs/store/schema.ts'

const [folder = '', template] = process.argv.slice(2)
const store = await openPglite({ folder, template }, pino({ enabled: false }))
await store.db
  .insert(facts)
  .values({ name: 'by', value: String(process.pid) })
  .onConflictDoNothing()
store.describe({ address: 'http://127.0.0.1:5001' })
process.stdout.write('open\n')
process.stdin.resume()
