/** Sends what no worker may send, and then does its work. */
import { standIn, tell } from './stand-in.ts'

standIn(({ index }) => {
  tell('hello')
  tell({ type: 'item-done', index: 'zero' })
  tell({ type: 'secret', payload: Buffer.alloc(100_000) })
  tell({ type: 'item-failed', index: index + 40, reason: 'not mine', details: '' })
  tell({ type: 'item-started', index: 4_000 })
  tell({ type: 'tile', index, done: 1, total: 2 })
})
