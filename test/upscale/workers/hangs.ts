/** Falls silent at a bad picture, and hears no request to stop. */
import { flushed, standIn } from './stand-in.ts'

standIn(async () => {
  await flushed()
  for (;;) Math.random()
})
