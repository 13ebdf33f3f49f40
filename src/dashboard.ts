import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { openApp } from './app.ts'
import { type Lock, takeLock } from './core/lock.ts'
import { startServer } from './web/server.ts'

export { createSay } from './web/sentences.ts'

/** The folder that holds `views/`, `public/` and, unless moved elsewhere, the data. */
const project = join(import.meta.dirname, '..')

/** So long a clean end may take before it is cut short. */
const PATIENCE = 2_800

/**
 * Starts the dashboard and says where it is once it answers; ends with everything it started on Ctrl-C,
 * on a closed terminal and on SIGTERM.
 */
export async function startDashboard(flags: Record<string, unknown> = {}): Promise<void> {
  const app = openApp({ project, flags })
  const lock = await lockHome(app.settings.home)
  // The port comes first: a second start by mistake ends here, before it touches the folders of the one that runs.
  await app.prepare()
  const server = await startServer(app, project)
  lock.describe({ address: server.address })
  await app.start(server.calm())
  process.stdout.write(`Stockroom is ready at ${server.address} (Ctrl-C ends it)\n`)
  void app.open(server.address)

  let ending = false
  const end = () => {
    if (ending) process.exit(130) // asked a second time
    ending = true
    setTimeout(() => process.exit(1), PATIENCE).unref()
    Promise.all([server.stop(), app.stop()]).then(
      () => process.exit(0),
      (error: unknown) => {
        app.log.error({ err: error }, 'Stockroom could not end cleanly')
        process.exit(1)
      },
    )
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGBREAK'] as const) process.on(signal, end)
}

/** Two dashboards on one data folder would take each other's pictures for strangers' work. */
async function lockHome(home: string): Promise<Lock> {
  await mkdir(home, { recursive: true })
  return takeLock(home)
}
