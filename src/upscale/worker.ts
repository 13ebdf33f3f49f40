import { enableCompileCache } from 'node:module'

// before anything else is loaded: a worker is started for every job, and compiling its modules anew takes it a second
enableCompileCache()
await import('./worker-program.ts')
