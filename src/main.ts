import { AppError, stackOf } from './core/errors.ts'
import { startDashboard } from './dashboard.ts'

try {
  await startDashboard()
} catch (error) {
  console.error(error instanceof AppError ? `Stockroom cannot start: ${error.message}` : stackOf(error))
  process.exitCode = 1
}
