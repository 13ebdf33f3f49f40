/** A preview maker that is ready and answers nothing. */
process.on('message', () => {})
process.on('disconnect', () => process.exit())
process.send?.({ type: 'ready' })
