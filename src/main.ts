import { enableCompileCache } from 'node:module'

// before anything else is loaded: what Node made of the sources the last time is taken from its cache
enableCompileCache()
const { AppError, stackOf } = await import('./core/errors.ts')

try {
  const { startDashboard } = await import('./dashboard.ts')
  await startDashboard()
} catch (error) {
  console.error(error instanceof AppError ? `Stockroom cannot start: ${error.message}` : stackOf(error))
  process.exitCode = 1
}
