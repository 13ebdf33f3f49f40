import { describe, expect, it } from 'vitest'
import { readOwnWords } from '../../src/metadata/own-words.ts'

describe("the user's own words", () => {
  it('are read from headings and lists, with their reasons', () => {
    const text = [
      '# My words',
      'Anything may stand here.',
      '',
      '## Block',
      '- Acme: a client of ours',
      '* secret garden',
      '> a remark',
      'Plain line — with a dash',
      '## Allow',
      '1. "Vespa": licensed',
    ].join('\r\n')
    expect(readOwnWords(text)).toEqual({
      lists: {
        block: [
          { term: 'Acme', reason: 'a client of ours' },
          { term: 'secret garden', reason: '' },
          { term: 'Plain line', reason: 'with a dash' },
        ],
        allow: [{ term: 'Vespa', reason: 'licensed' }],
      },
      mistakes: [],
    })
  })

  it('may be written in Korean, or as plain text with brackets', () => {
    const { lists } = readOwnWords('[금지]\n비밀 정원: 의뢰인\n[허용]\n베스파: 사용 허가')
    expect(lists.block).toEqual([{ term: '비밀 정원', reason: '의뢰인' }])
    expect(lists.allow).toEqual([{ term: '베스파', reason: '사용 허가' }])
  })

  it('tell of lines that make no sense, and keep the others', () => {
    const { lists, mistakes } = readOwnWords(
      '# Block\n- : why\n- fox\n# Allow\n- vespa\n# Blacklist of mine\n- x',
    )
    expect(lists).toEqual({ block: [{ term: 'fox', reason: '' }], allow: [] })
    expect(mistakes).toEqual([
      'Line 2: there is no word before the colon.',
      'Line 5: "vespa" is allowed without a reason; write "vespa: why".',
      'Line 6: the heading is neither "Block" nor "Allow", so what is below it is not read.',
    ])
  })
})
