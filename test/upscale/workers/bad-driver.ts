/** Dies as a bad driver makes a process die when it is tried, and works once it is told to avoid it. */
import { flushed, standIn, tell } from './stand-in.ts'

standIn(
  () => {},
  async ({ avoid }) => {
    if (avoid?.webgpu) return
    tell({ type: 'provider-tried', provider: 'webgpu' })
    await flushed()
    process.kill(process.pid, 'SIGSEGV')
    await new Promise(() => {}) // the signal may take a moment
  },
)
