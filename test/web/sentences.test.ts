import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { YAML_MISTAKES } from '../../src/prompts/yaml-mistakes.ts'
import { sizeNotes } from '../../src/upscale/picture.ts'
import korean from '../../src/web/locales/sentences.ko.json' with { type: 'json' }
import { createSay } from '../../src/web/sentences.ts'
import { project } from '../support/dashboard.ts'

const say = createSay('ko')

describe('a sentence from below the pages', () => {
  it('stays as it is in English', () => {
    expect(createSay('en')('The file is empty.')).toBe('The file is empty.')
  })

  it.each([
    ['The file is empty.', '빈 파일입니다.'],
    ['There is no picture g/one.png.', 'g/one.png 이미지가 없습니다.'],
    [
      'The picture is too large: 40000 x 30000 pixels, and 268 megapixels is the most.',
      '이미지가 너무 큽니다: 40000 x 30000픽셀(최대 268메가픽셀).',
    ],
    [
      'The sidecar g/one.json cannot be read: it is larger than 1 MB.',
      '사이드카 g/one.json을 읽을 수 없습니다: 1 MB보다 큽니다.',
    ],
    [
      'The disk is full. Free some space and try again. (ENOSPC: no space left on device, write)',
      '디스크가 가득 찼습니다. 공간을 확보한 뒤 다시 시도하세요. (ENOSPC: no space left on device, write)',
    ],
    [
      'no faster device can be used here: cuda: its libraries are not installed, "npm run setup:cuda" brings them for an NVIDIA card; webgpu: it is 9.1 times slower than the CPU',
      '더 빠른 장치를 사용할 수 없습니다: cuda: 라이브러리가 설치되어 있지 않습니다. NVIDIA 카드라면 "npm run setup:cuda"로 설치하세요; webgpu: CPU보다 9.1배 느립니다',
    ],
    ['4x.pth is neither a PyTorch file nor an ONNX file.', '4x.pth: PyTorch 파일도 ONNX 파일도 아님.'],
    [
      'a: b.png: it is so small (320 x 180 pixels) that it passed through the model twice',
      'a: b.png: 너무 작아서(320 x 180픽셀) 모델을 두 번 거쳤습니다',
    ],
    [
      'b.png: it failed at first and was made with tiles of 128 on cpu',
      'b.png: 처음에 실패해 cpu에서 128픽셀 타일로 다시 만들었습니다',
    ],
    ['b.png: transparency was flattened onto white', 'b.png: 투명한 부분을 흰색으로 채웠습니다'],
    ['This job is cancelled already.', '이 작업은 이미 취소 상태입니다.'],
  ])('is said in Korean, values and all: %s', (english, expected) => {
    expect(say(english)).toBe(expected)
  })

  it('that is not known stays as it is', () => {
    expect(say('Nobody ever said this')).toBe('Nobody ever said this')
  })

  it('keeps its values in the translation', () => {
    for (const [key, translation] of Object.entries(korean)) {
      const names = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort()
      expect(names(translation), key).toEqual(names(key))
    }
  })

  it('has a Korean one for every mistake in YAML', () => {
    expect(Object.values(YAML_MISTAKES).filter((sentence) => say(sentence) === sentence)).toEqual([])
  })

  it('has a Korean one for every error that the dashboard can show', () => {
    expect(errorSentences().filter((sentence) => say(sentence) === sentence)).toEqual([])
  })

  it('has a Korean one for every note about the size of a picture', () => {
    const result = { width: 3840, height: 2160 }
    const notes = [30, 320, 3840].flatMap((width) => sizeNotes({ width, height: width }, result, 4))
    expect(notes).toHaveLength(3)
    expect(notes.filter((note) => /[a-z] [a-z]/.test(say(`b.png: ${note}`)))).toEqual([])
  })
})

/** What only the command line, the start of the program or a broken program can say. */
const NOT_ON_PAGES = [
  /^src\/(cli|config|dashboard|main)/,
  /^src\/app\/enlarge-files/,
  /^src\/web\/server\.ts/,
]

/** The sentences that are written out at every `new AppError(...)`, with `x` for each value in them. */
function errorSentences(): string[] {
  const files = readdirSync(join(project, 'src'), { recursive: true, encoding: 'utf8' })
    .map((name) => join('src', name).replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.ts') && !NOT_ON_PAGES.some((pattern) => pattern.test(name)))
  return files.flatMap((file) => {
    const source = readFileSync(join(project, file), 'utf8')
    const found = source.matchAll(/new AppError\(\s*'\w+',\s*(?:'((?:[^'\\]|\\.)*)'|`((?:[^`\\]|\\.)*)`)/g)
    const sentences = [...found].map(([, plain, template]) => plain ?? withValues(template ?? ''))
    // One that consists of values alone has its words elsewhere.
    return sentences.filter((text) => /[a-z]{2}/i.test(text)).map((text) => text.replace(/\\(.)/g, '$1'))
  })
}

function withValues(template: string): string {
  let text = template
  while (/\$\{[^{}]*\}/.test(text)) text = text.replace(/\$\{[^{}]*\}/g, 'x')
  return text
}
