/** The real worker, which first tells its process id. */
process.stdout.write(`pid ${process.pid}\n`)
await import('../../../src/upscale/worker.ts')
