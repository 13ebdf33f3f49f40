import { constants } from 'node:os'
import sharp from 'sharp'
import { messageOf } from '../../core/errors.ts'
import { standBack } from '../../core/priority.ts'
import { checkPixels } from './check.ts'
import { type FromChecker, ToChecker } from './protocol.ts'

/**
 * The entry of a checker process: it checks the pictures it is sent, and ends when its channel closes.
 *
 * It stands back for everything else on the machine, and keeps to one core.
 */
standBack(constants.priority.PRIORITY_LOW)
sharp.concurrency(1)

process.on('message', (raw) => {
  const { success, data } = ToChecker.safeParse(raw)
  if (!success) return // from another version of ours, perhaps; the dashboard gives up waiting for it
  checkPixels(data.request).then(
    (findings) => tell({ type: 'found', findings }),
    (error: unknown) => tell({ type: 'failed', reason: messageOf(error).split('\n')[0] ?? '' }),
  )
})
process.on('disconnect', () => process.exit(0))

function tell(message: FromChecker): void {
  process.send?.(message, () => {})
}
