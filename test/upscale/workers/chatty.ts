/** Prints five megabytes to each pipe at a bad picture, half of them without a line end. */
import { standIn } from './stand-in.ts'

standIn(() => {
  for (let n = 0; n < 50_000; n++) {
    process.stdout.write(`${'x'.repeat(45)} ${n}\n`)
    process.stderr.write(`\u001b[31m${'y'.repeat(40)}\u001b[0m ${n}\n`)
  }
  process.stdout.write('z'.repeat(2_500_000))
  process.stderr.write('z'.repeat(2_500_000))
})
