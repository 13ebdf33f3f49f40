/** Ends with exit code 3 in the middle of a bad picture. */
import { flushed, standIn } from './stand-in.ts'

standIn(async () => {
  await flushed()
  process.stderr.write('last words\n')
  process.exit(3)
})
