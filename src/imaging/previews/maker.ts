import { enableCompileCache } from 'node:module'
import { constants } from 'node:os'
import { standBack } from '../../core/priority.ts'

// first of all, so that loading the rest stands back as well, and every thread it starts
standBack(constants.priority.PRIORITY_BELOW_NORMAL)
enableCompileCache()
await import('./maker-program.ts')
