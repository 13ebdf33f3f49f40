/** Is killed from outside at a bad picture, as the kernel does when memory runs out. */
import { flushed, standIn } from './stand-in.ts'

standIn(async () => {
  await flushed()
  process.kill(process.pid, 'SIGKILL')
})
