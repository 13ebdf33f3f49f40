import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

interface Start {
  items: { index: number; source: string }[]
  workFolder: string
  avoid?: { webgpu?: string }
}

/** What a misbehaving worker does at a picture; the others are "made" by writing a small file. */
export type Misbehaviour = (item: { index: number; source: string }) => unknown

/**
 * Speaks the worker's side of the protocol, calls `atPicture` for each picture whose name has "bad" in it,
 * and `atStart` before anything else.
 */
export function standIn(atPicture: Misbehaviour, atStart: (start: Start) => unknown = () => {}): void {
  process.on('disconnect', () => process.exit())
  process.on('message', async (message: Start & { type: string }) => {
    if (message.type !== 'start') return
    await atStart(message)
    tell({ type: 'job-started', device: 'cpu', why: 'a stand-in' })
    for (const item of message.items) {
      tell({ type: 'item-started', index: item.index })
      if (item.source.includes('bad')) await atPicture(item)
      const file = join(message.workFolder, `picture-${item.index}.jpg`)
      writeFileSync(file, 'made')
      const made = { file, processed: null, width: 1, height: 1, bytes: 4, sourceSha256: '0' }
      tell({ type: 'item-done', index: item.index, made, ms: times, notes: [] })
    }
    process.send?.({ type: 'job-done' }, () => process.exit())
  })
  tell({ type: 'ready' })
}

/** Sends anything to the supervisor. */
export function tell(message: unknown): void {
  process.send?.(message)
}

/** Waits until everything sent so far has left the process. */
export function flushed(): Promise<void> {
  return new Promise((resolve) => process.send?.({ type: 'heartbeat', memory: 1 }, () => resolve()))
}

const times = { decode: 1, enlarge: 2, resize: 3, encode: 4, verify: 5 }
