/** The real preview maker, which a picture called "deadly" ends, as a fault in a decoder would. */
process.on('message', (message: { path?: string }) => {
  if (message.path?.includes('deadly')) process.kill(process.pid, 'SIGKILL')
})
await import('../../../src/imaging/previews/maker.ts')
