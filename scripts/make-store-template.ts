// Makes the new database that a first start copies, where setup and the dashboard look for it; does
// nothing when it is there. `npm install` comes first.
import { readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pino } from 'pino'
import { exists } from '../src/core/files.ts'
import { openStore } from '../src/jobs/store/store.ts'
import { templateFolder } from '../src/jobs/store/template.ts'
import { startTickets } from '../src/jobs/tickets.ts'

const KEPT = 4
const template = templateFolder(join(import.meta.dirname, '..'))
if (!(await exists(template))) await make()

async function make(): Promise<void> {
  const making = join(dirname(template), 'making')
  const log = pino({ enabled: false })
  await rm(making, { recursive: true, force: true })
  const store = await openStore({ url: undefined, folder: making, template: undefined }, log)
  const tickets = await startTickets(store, [], log)
  await tickets.stop()
  await store.care()
  await store.close()
  await rename(making, template)
  await removeOld()
}

/** Those of other versions go; a few stay for other branches that share these packages. */
async function removeOld(): Promise<void> {
  const folder = dirname(template)
  const names = (await readdir(folder)).filter((name) => name.startsWith('store-'))
  const dated = await Promise.all(
    names.map(async (name) => ({ name, made: (await stat(join(folder, name))).mtimeMs })),
  )
  const old = dated.sort((one, other) => other.made - one.made).slice(KEPT)
  for (const { name } of old) await rm(join(folder, name), { recursive: true, force: true })
}
