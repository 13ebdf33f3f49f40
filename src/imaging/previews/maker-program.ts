/**
 * The preview maker: a process that makes the previews it is asked for, and ends when its channel closes.
 *
 * It may crash or be killed at any moment without harm: it writes nothing, and who asked makes again what
 * it did not answer.
 */
import { messageOf } from '../../core/errors.ts'
import { thumbnail } from '../thumbnail.ts'
import { type FromMaker, ToMaker } from './protocol.ts'

process.on('message', (raw) => {
  const { success, data } = ToMaker.safeParse(raw)
  if (!success) return // from another version of ours, perhaps; who asked gives up waiting for it
  const { id, path, edge } = data
  thumbnail(path, edge).then(
    (preview) => tell({ type: 'made', id, data: preview }),
    (error: unknown) => tell({ type: 'failed', id, reason: messageOf(error) }),
  )
})

// Ctrl-C in a terminal and the end of a service reach every process of it; the dashboard ends this one
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {})

// an ordinary exit would wait for the picture in work
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))

tell({ type: 'ready' })

function tell(message: FromMaker): void {
  if (process.connected) process.send?.(message, () => {}) // a dead receiver shows in the channel's end
}
