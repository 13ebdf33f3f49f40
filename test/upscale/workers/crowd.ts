/** Begins all its pictures at once, and is killed when a bad one is among them; one by one it behaves the same. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { flushed, tell } from './stand-in.ts'

interface Start {
  type: string
  items: { index: number; source: string }[]
  oneByOne: boolean
  workFolder: string
}

process.on('message', async ({ type, items, oneByOne, workFolder }: Start) => {
  if (type !== 'start') return
  tell({ type: 'job-started', device: 'cpu', why: oneByOne ? 'careful' : 'quick' })
  for (const group of oneByOne ? items.map((item) => [item]) : [items]) {
    for (const { index } of group) tell({ type: 'item-started', index })
    await flushed()
    if (group.some(({ source }) => source.includes('bad'))) process.kill(process.pid, 'SIGKILL')
    for (const { index } of group) {
      const file = join(workFolder, `picture-${index}.jpg`)
      writeFileSync(file, 'made')
      const made = { file, processed: null, width: 1, height: 1, bytes: 4, sourceSha256: '0' }
      const ms = { decode: 1, enlarge: 1, resize: 1, encode: 1, verify: 1 }
      tell({ type: 'item-done', index, made, ms, notes: [] })
    }
  }
  process.send?.({ type: 'job-done' }, () => process.exit())
})
process.on('disconnect', () => process.exit())
tell({ type: 'ready' })
