import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkRights } from '../../src/metadata/rights.ts'

const rooms = join(import.meta.dirname, '../../src/metadata')

/** Runs in a process of its own, which can be ended: a pattern that never comes to an end cannot. */
function answerTo(room: string, call: string): unknown {
  const script = `import * as room from ${JSON.stringify(join(rooms, room))}; console.log(JSON.stringify(${call}))`
  const given = { encoding: 'utf8', timeout: 60_000, killSignal: 'SIGKILL', maxBuffer: 1e8 } as const
  return JSON.parse(execFileSync(process.execPath, ['--input-type=module', '-e', script], given))
}

describe('words of hostile length and shape', () => {
  it('comes to an end with instructions that can be divided in many ways', { timeout: 90_000 }, () => {
    expect(answerTo('prompt-text.ts', "room.subjectPieces('4k hd '.repeat(60) + 'zebra')")).toHaveLength(1)
    expect(answerTo('prompt-text.ts', "room.subjectPieces('raw photo '.repeat(60))")).toEqual([])
  })

  it('reads a prompt that holds the data of a picture', { timeout: 90_000 }, () => {
    const data = "('data:image/png;base64,' + 'iVBORwABgAAAAElFTkSuQmCC'.repeat(20_000))"
    expect(answerTo('rights.ts', `room.checkRights({ prompt: ${data} + ' Nike' }).length`)).toBe(1)
    expect(
      answerTo(
        'suggestion.ts',
        `room.suggestDescription({ prompt: ${data}, fileName: 'a_cat.png' }).keywords.length`,
      ),
    ).toBeGreaterThan(0)
  })

  it('reads names that are said ten thousand times', { timeout: 90_000 }, () => {
    const sidecar = "{ title: '나이키 '.repeat(20_000), keywords: ['a'] }, { fileName: 'a.png' }"
    expect(answerTo('description.ts', `room.checkDescription(${sidecar}).length`)).toBeGreaterThan(0)
    expect(answerTo('rights.ts', "room.checkRights({ title: 'nike '.repeat(20_000) }).length")).toBe(1)
  })

  it('still finds weights, phrases and names behind long words', () => {
    const found = ({ title }: { title: string }) => checkRights({ title }).map(({ about }) => about)
    expect(found({ title: `a cat::2` })).toEqual(['cat::2'])
    expect(found({ title: `${'ab'.repeat(200)} Nike` })).toEqual(['Nike'])
    expect(found({ title: '고흐에서 영감을 받은 밤' })[0]).toContain('영감을 받은')
  })
})
