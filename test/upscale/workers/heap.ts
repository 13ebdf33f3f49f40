/** Fills its heap at a bad picture until V8 aborts the process; the test gives it a small heap. */
import { flushed, standIn } from './stand-in.ts'

standIn(async () => {
  await flushed()
  const hoard: object[] = []
  for (;;) hoard.push(Array.from({ length: 1000 }, (_, n) => ({ n })))
})
