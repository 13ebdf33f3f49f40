import { enableCompileCache } from 'node:module'

// before anything else is loaded: what Node made of the sources the last time is taken from its cache
enableCompileCache()
const { runCommand } = await import('./program.ts')
await runCommand()
