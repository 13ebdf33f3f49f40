// Has its turn at a path until its input ends, and gets on with every line of it: `node turn-holder.ts PATH`.
import { createInterface } from 'node:readline'
import { inTurn } from '../../src/core/turns.ts'

const [path = ''] = process.argv.slice(2)
await inTurn(path, async (gotOn) => {
  process.stdout.write('begun\n')
  for await (const _ of createInterface({ input: process.stdin })) {
    gotOn()
    process.stdout.write('got on\n')
  }
})
