import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPromptConfig } from '../../src/prompts/prompt-config.ts'
import { createSay } from '../../src/web/sentences.ts'
import { project } from '../support/dashboard.ts'

const shipped = readFileSync(join(project, 'config', 'prompt_config.md'), 'utf8')
const SUBJECTS = '## Subjects\n```yaml\n- a cat\n- a dog\n```\n'

describe('a prompt config over its limits', () => {
  const many = (count: number, dash: string) =>
    Array.from({ length: count }, (_, n) => `${dash} no${n}`).join('\n')
  const block = (heading: string, yaml: string) => `${SUBJECTS}## ${heading}\n\`\`\`yaml\n${yaml}\n\`\`\`\n`
  const seasons = Array.from({ length: 21 }, () => 'spring').join(', ')

  it.each([
    ['too many negatives', block('Negative prompts', many(61, '-')), 'There are 61 texts; 60 are the most.'],
    ['too many boosters', block('Quality boosters', many(61, '-')), 'There are 61 texts; 60 are the most.'],
    [
      'a long heading',
      block('W'.repeat(101), '- a'),
      'The heading is too long: 100 characters are the most.',
    ],
    [
      'too many texts',
      block('Styles', `- name: x\n  prompt:\n${many(61, '   -')}`),
      '"x" has 61 texts; 60 are the most.',
    ],
    [
      'too many seasons',
      block('Styles', `- name: x\n  season: [${seasons}]`),
      '"x" has 21 seasons; 20 are the most.',
    ],
  ])('is never refused without a word: %s', (_, text, message) => {
    const { schema, problems } = read(text)
    expect(schema).toBeNull()
    expect(problems).toEqual([
      expect.objectContaining({ message, severity: 'mistake', line: expect.any(Number) }),
    ])
  })

  it('lets no subject be put into itself', () => {
    const text = '## Subjects\n```yaml\n- name: x\n  prompt: "{subject} on a table"\n```\n'
    expect(read(text)).toMatchObject({
      schema: null,
      problems: [{ line: 3, message: '"x" is a subject itself and cannot have {subject} in its prompt.' }],
    })
  })

  it('knows no occasions but those of the calendar', () => {
    expect(read(block('Styles', '- name: x\n  season: constructor')).problems).toMatchObject([
      { message: '"constructor" is no occasion of the calendar and counts for nothing.' },
    ])
  })
})

describe('the shipped prompt config', () => {
  it('has no fault, and the axes a contributor needs', () => {
    const { schema, problems } = read(shipped)
    expect(problems).toEqual([])
    expect(schema?.axes.map(({ id, values }) => [id, values.length])).toEqual([
      ['subject', 11],
      ['trend', 11],
      ['style', 11],
      ['lighting', 10],
      ['composition', 10],
      ['palette', 10],
    ])
    expect(schema?.axes[1]?.values.every(({ texts }) => texts[0]?.includes('{subject}'))).toBe(true)
    expect(Object.values(schema?.negatives ?? {}).map((texts) => texts.length > 3)).toEqual([
      true,
      true,
      true,
      false,
    ])
    expect(schema?.output).toEqual({ aspect: '16:9', midjourney: '6.0' })
  })

  it.each([
    ['Windows line ends', (text: string) => text.replaceAll('\n', '\r\n')],
    ['old Mac line ends', (text: string) => text.replaceAll('\n', '\r')],
    ['a byte order mark', (text: string) => `\uFEFF${text}`],
  ])('reads the same with %s', (_, change) => {
    expect(read(change(shipped))).toEqual(read(shipped))
  })

  it('reads the same as UTF-16, which old Windows editors write', () => {
    const bytes = Buffer.from(`\uFEFF${shipped}`, 'utf16le')
    expect(readPromptConfig(bytes)).toEqual(read(shipped))
  })
})

describe('a prompt config', () => {
  it('takes values in every way people write them', () => {
    const { schema, problems } = read(`${SUBJECTS}
## Styles
\`\`\`yaml
- plain words
- Named: with a text
- name: In full
  prompt: [one, two]
  weight: 60%
  season: spring, Christmas
\`\`\`
### More of them
\`\`\`
As a map: of names
With fields:
  prompt: said so
  weight: 2.5
\`\`\`
`)
    expect(problems).toEqual([])
    expect(schema?.axes[1]).toEqual({
      id: 'style',
      name: 'Styles',
      values: [
        { name: 'plain words', texts: ['plain words'], weight: 1, seasons: [] },
        { name: 'Named', texts: ['with a text'], weight: 1, seasons: [] },
        { name: 'In full', texts: ['one', 'two'], weight: 60, seasons: ['spring', 'christmas'] },
        { name: 'As a map', texts: ['of names'], weight: 1, seasons: [] },
        { name: 'With fields', texts: ['said so'], weight: 2.5, seasons: [] },
      ],
    })
  })

  it('understands Korean headings and fields, and makes an axis of any other heading', () => {
    const { schema, problems } = read(`# 설정
## 2. 피사체 분류
\`\`\`yaml
- 이름: 고양이
  프롬프트: 창가의 고양이
  가중치: 3
\`\`\`
## 💡 조명 (자연광)
\`\`\`yaml
- 창문 빛
\`\`\`
## 날씨와 계절
\`\`\`yaml
- 맑음: clear sky
\`\`\`
## 네거티브 프롬프트
### 품질 관리
\`\`\`yaml
- blurry
\`\`\`
`)
    expect(problems).toEqual([])
    expect(schema?.axes.map(({ id, name }) => [id, name])).toEqual([
      ['subject', '피사체 분류'],
      ['lighting', '조명'],
      ['날씨와-계절', '날씨와 계절'],
    ])
    expect(schema?.axes[0]?.values[0]).toMatchObject({ name: '고양이', texts: ['창가의 고양이'], weight: 3 })
    expect(schema?.negatives.quality).toEqual(['blurry'])
  })

  it('reads pairs that may not meet, from a section and from single values', () => {
    const { schema, problems } = read(`${SUBJECTS}
## Styles
\`\`\`yaml
- name: Ink
  avoid: [a cat]
- Oil
\`\`\`
## Lighting
\`\`\`yaml
- Sun
- Moon
\`\`\`
## Constraints
\`\`\`yaml
- [Oil, [Sun, moon]]
- {lighting: Moon, subjects: a dog}
- a cat + Moon
\`\`\`
`)
    expect(problems).toEqual([])
    expect(schema?.constraints.map((pair) => pair.map(({ value }) => value).join(' / '))).toEqual([
      'Ink / a cat',
      'Oil / Sun',
      'Oil / Moon',
      'Moon / a dog',
      'a cat / Moon',
    ])
  })

  it('tells every mistake at once, with line and heading', () => {
    const { schema, problems } = read(`${SUBJECTS}
## Styles
\`\`\`yaml
- name: Ink
  wieght: 2
  weight: heavy
  prompt: ink on {paper}
- [a, b]
- Oil
- oil
- name: ''
\`\`\`
## 조명
\`\`\`yaml
- "open
\`\`\`
## Constraints
\`\`\`yaml
- [Ink]
- [Ink, Nobody]
- [Ink, Oil]
\`\`\`
`)
    expect(schema).toBeNull()
    expect(problems.map(({ line, heading, message }) => `${line} ${heading}: ${message}`)).toEqual([
      '9 Styles: "Ink" has {paper} in its prompt, and only {subject} can be filled in.',
      '10 Styles: "wieght" is no field of a value; these are: name, prompt, weight, season, avoid.',
      '11 Styles: Expected a number over 0 as the weight of "Ink" but received "heavy".',
      '13 Styles: Expected a name or a name with its fields, but this is a list in a list.',
      '15 Styles: "oil" is there already, in line 14, and is left out.',
      '16 Styles: A value has no name.',
      '20 조명: This is not valid YAML: A sign is missing, such as a closing quote, a comma, a colon or a space. The parser says: Missing closing "quote.',
      '24 Constraints: A constraint needs two values, such as [one value, another].',
      '25 Constraints: "Nobody" is no value of any axis.',
      '26 Constraints: "Ink" and "Oil" are of the same axis and never meet anyway.',
    ])
  })

  it.each([
    ['a: 1\n  b: 2', 'There are two names or lists on one line'],
    ['a: 1\na: 2', 'The same name stands there twice'],
    ['- a\n -b: 1\n- c', 'may be missing'],
    ['a:\n\tb: 1', 'A line is indented with a tab'],
    ['- @home', 'A text begins with a sign that means something in YAML'],
    ['- "a\\q"', 'A backslash in double quotes is not understood'],
    ['a: [1, 2', 'a closing ] or } is missing'],
    ['- one\n- "two', 'A sign is missing'],
    ['a:\n    b: 1\n  c: 2', 'The indentation does not fit'],
    ['- a\nb: 1', 'Something stands where nothing can'],
  ])('says in its own words, and in Korean, what is wrong with %j', (yaml, words) => {
    const { problems } = readPromptConfig(Buffer.from(`${SUBJECTS}## S\n\`\`\`yaml\n${yaml}\n\`\`\`\n`))
    const { message = '' } = problems.find(({ severity }) => severity === 'mistake') ?? {}
    expect(message).toMatch(/^This is not valid YAML: .*\. The parser says: .*\.$/)
    expect(message).toContain(words)
    const [korean = ''] = createSay('ko')(message).split(' 파서 메시지: ')
    expect(korean).toMatch(/^올바른 YAML이 아닙니다: .*[가-힣]/)
    expect(korean.replaceAll('YAML', '')).not.toMatch(/[a-z]{2}/i)
  })

  it('tells of a slip in YAML once, not of all that comes of it', () => {
    const { problems } = readPromptConfig(
      Buffer.from(`${SUBJECTS}## S\n\`\`\`yaml\n- "broken: [\naspect: "3:2"\nstyle: x\n\`\`\`\n`),
    )
    expect(problems.map(({ heading, message }) => [heading, message])).toEqual([
      ['S', expect.stringContaining('This is not valid YAML: ')],
    ])
  })

  it.each([
    ['', 'The file is empty.'],
    [
      '# Nothing\n',
      'There are no subjects: add a heading "Subject categories" and a block of YAML below it.',
    ],
    ['```yaml\n- lost\n```\n', 'A block of YAML comes before the first heading, so nobody knows what it is.'],
    [
      `${SUBJECTS}## Styles\n\`\`\`yaml\n- open`,
      'This block of YAML is never closed; end it with a line of ```.',
    ],
    [`${SUBJECTS}## S\n\`\`\`yaml\n${'['.repeat(60)}\n\`\`\`\n`, 'The YAML is nested too deeply.'],
    [
      `${SUBJECTS}## S\n\`\`\`yaml\na: &x [1]\nb: *x\n\`\`\`\n`,
      '"*x" stands for another place; write out what it means.',
    ],
    [`${SUBJECTS}## S\n\`\`\`yaml\n${list(61)}\`\`\`\n`, 'There are 61 values; 60 are the most.'],
    [
      `${SUBJECTS}## S\n\`\`\`yaml\n- ${'x'.repeat(301)}\n\`\`\`\n`,
      'is too long: 300 characters are the most',
    ],
    [
      `${SUBJECTS}## Output\n\`\`\`yaml\naspect: wide\n\`\`\`\n`,
      '"aspect" is not understood; write it as in aspect: "16:9" and midjourney: "6.0".',
    ],
    [`${SUBJECTS}${'x'.repeat(500_001)}`, 'The file is larger than 500 KB.'],
  ])('says what is wrong: %#', (text, message) => {
    const { schema, problems } = read(text)
    expect(schema).toBeNull()
    expect(problems.map((problem) => problem.message).join('\n')).toContain(message)
  })

  it('says that bytes are no text', () => {
    expect(readPromptConfig(Buffer.from([0x23, 0xff, 0x00, 0x9f])).problems[0]?.message).toBe(
      'The file is not UTF-8 text; save it as UTF-8.',
    )
  })

  it('uses a version with nothing worse than an empty block or a value that comes twice', () => {
    const { schema, problems } = read(`${SUBJECTS}## Styles\n\`\`\`yaml\n\`\`\`\n${SUBJECTS}`)
    expect(problems.map(({ severity }) => severity)).toEqual(['hint', 'hint', 'hint'])
    expect(schema?.axes).toHaveLength(1)
  })

  it('tells of a season that the calendar does not know, and goes on', () => {
    const { schema, problems } = read(
      '## Subjects\n```yaml\n- name: cats\n  season: [Caturday, Mothers Day]\n```\n',
    )
    expect(problems).toEqual([
      {
        line: 4,
        heading: 'Subjects',
        message: '"caturday" is no occasion of the calendar and counts for nothing.',
        severity: 'hint',
      },
    ])
    expect(schema?.axes[0]?.values[0]?.seasons).toEqual(['caturday', 'mothers-day'])
  })

  it('keeps the form of numbers: 6.0 stays 6.0', () => {
    const { schema } = read(`${SUBJECTS}## Output\n\`\`\`yaml\nmidjourney: 6.0\naspect: 4:5\n\`\`\`\n`)
    expect(schema?.output).toEqual({ midjourney: '6.0', aspect: '4:5' })
  })

  it('never throws, whatever part of a file is there and whatever is put into it', () => {
    fc.assert(
      fc.property(
        fc.nat(shipped.length),
        fc.string({ unit: 'binary', maxLength: 40 }),
        fc.nat(400),
        (at, noise, length) => {
          const { schema, problems } = read(shipped.slice(0, at) + noise + shipped.slice(at + length))
          expect(schema !== null || problems.some(({ severity }) => severity === 'mistake')).toBe(true)
          expect(problems.every(({ line, message }) => line >= 1 && /[.`]$/.test(message))).toBe(true)
        },
      ),
      { numRuns: 30 },
    )
  })
})

function read(text: string) {
  return readPromptConfig(Buffer.from(text))
}

function list(count: number): string {
  return Array.from({ length: count }, (_, index) => `- value ${index}\n`).join('')
}
