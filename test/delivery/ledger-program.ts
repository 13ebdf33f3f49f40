import { createLedger } from '../../src/delivery/ledger.ts'

/** Adds entries to a ledger one by one, as a second program does; each gets the next free number. */
const [path = '', name = '', count = '0'] = process.argv.slice(2)
const ledger = createLedger(path)
for (let n = 0; n < Number(count); n++) {
  const own = { id: `${name}-${n}`, name: `${name}-${n}.jpg`, picture: `g/${name}-${n}.png` }
  const at = new Date().toISOString()
  await ledger.add(async ({ entries }) => ({
    lines: [{ line: 'delivery', at, by: 'command', agency: 'adobe', category: entries.length, ...own }],
    result: undefined,
  }))
}
