import { enableCompileCache } from 'node:module'
import { constants } from 'node:os'
import { standBack } from '../core/priority.ts'

// first of all, so that the pages, their previews and the browser go before every thread that multiplies matrices
standBack(constants.priority.PRIORITY_BELOW_NORMAL)
// a worker is started for every job, and compiling its modules anew takes it a second
enableCompileCache()
await import('./worker-program.ts')
