import type { Engine } from './engine.ts'
import type { Provider } from './providers.ts'

/** The engine of a job, with one on the CPU in reserve. */
export interface Engines {
  /** Returns the engine on a device: the job's own, or the reserve, which is opened when it is first needed. */
  on(device: Provider): Promise<Engine>
  close(): Promise<void>
}

/** Puts an engine and its reserve together. */
export function createEngines(own: Engine, openReserve: () => Promise<Engine>): Engines {
  const opened: Engine[] = [own]
  return {
    async on(device) {
      const known = opened.find((engine) => engine.device === device)
      if (known) return known
      const fresh = await openReserve()
      opened.push(fresh)
      return fresh
    },
    async close() {
      for (const engine of opened) await engine.close()
    },
  }
}
