import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { RULES, type RuleId, type Standing } from '../../src/metadata/rules.ts'
import { guideModel } from '../../src/web/guide.ts'
import { addGeneration, project, startTestDashboard } from '../support/dashboard.ts'

const RULE_IDS = Object.keys(RULES) as RuleId[]

const SHIPPED = [
  {
    name: 'adobe_stock_guidelines.md',
    words: { official: 'Official', tested: 'Tested', reported: 'Reported', judgement: 'Our judgement' },
    read: (when: string) => `read ${when}`,
  },
  {
    name: 'adobe_stock_guidelines.ko.md',
    words: { official: '공식', tested: '시험됨', reported: '전해짐', judgement: '자체 판단' },
    read: (when: string) => `${when} 확인`,
  },
] satisfies { name: string; words: Record<Standing, string>; read: (when: string) => string }[]

describe.each(SHIPPED)('$name', ({ name, words, read }) => {
  const chapters = async () => {
    const text = await readFile(join(project, 'config', name), 'utf8')
    return guideModel({ text, path: name, language: 'en', isShipped: true }).chapters
  }

  it('has one section for every rule, and none for what is no rule', async () => {
    const ids = (await chapters()).flatMap(({ sections }) => sections.map(({ id }) => id))
    expect(ids.toSorted()).toEqual(RULE_IDS.map((id) => `rule-${id}`).toSorted())
  })

  it('says of every rule what the table of rules says: how sure it is, where from, and when it was read', async () => {
    const said = (await chapters()).flatMap(({ sections }) =>
      sections.map(({ id, standing }) => [id, standing]),
    )
    const expected = RULE_IDS.map((id) => {
      const { standing, source, read: when } = RULES[id]
      return [`rule-${id}`, { word: words[standing], source: `${source} · ${read(when)}` }]
    })
    expect(Object.fromEntries(said)).toEqual(Object.fromEntries(expected))
  })

  it('names all 21 categories by their codes', async () => {
    const categories = (await chapters()).find(({ id }) => id === 'categories')?.html ?? ''
    const codes = [...categories.matchAll(/<tr>\s*<td>(\d+)<\/td>/g)].map(([, code]) => Number(code))
    expect(codes).toEqual(Array.from({ length: 21 }, (_, n) => n + 1))
  })
})

it('the guides of both languages have the same chapters in the same order', async () => {
  const [english, korean] = await Promise.all(
    SHIPPED.map(async ({ name }) => {
      const text = await readFile(join(project, 'config', name), 'utf8')
      const { chapters } = guideModel({ text, path: name, language: 'en', isShipped: true })
      return chapters.flatMap(({ id, sections }) => [id, ...sections.map((section) => section.id)])
    }),
  )
  expect(korean).toEqual(english)
})

describe('GET /guide', () => {
  it('200: shows the guide that came with the program, and says where it is', async () => {
    const { address } = await startTestDashboard()
    const text = await pageOf(address)
    expect(text).toContain('<section id="rule-title-length"')
    expect(text).toContain(join(project, 'config', 'adobe_stock_guidelines.md'))
    expect(await pageOf(address, 'ko')).toContain('70자 이하의 제목')
  })

  it('200: shows the file of the home folder as soon as it is there, whatever language it is in', async () => {
    const { address, home } = await startTestDashboard()
    await pageOf(address)
    await writeGuide(home, '\uFEFF# Mine\n\n## Learned {#learned}\n\nNo <b>hands</b>.\n')
    for (const language of ['en', 'ko']) {
      const text = await pageOf(address, language)
      expect(text).toContain('<h1>Mine</h1>')
      expect(text).toContain(join(home, 'config', 'adobe_stock_guidelines.md'))
    }
    await writeGuide(home, '# Mine\n\n## Changed\n')
    expect(await pageOf(address)).toContain('<section id="changed"')
  })

  it('200: shows HTML in the file as text, links that run scripts as text, and asks for no picture', async () => {
    const { address, home } = await startTestDashboard()
    const nasty = '<script>alert(1)</script> [x](javascript:alert(1)) ![p](https://example.org/p.png)'
    await writeGuide(home, `# Mine\n\n${nasty}\n\n## More\n\n${nasty}\n\n### Rule {#rule-x}\n\n${nasty}\n`)
    const article = /<article[\s\S]*<\/article>/.exec(await pageOf(address))?.[0] ?? ''
    expect(article).toContain('&lt;script&gt;')
    expect(article).not.toMatch(/<script|<img|href="javascript/)
  })

  it('200: finds the sections that hold every word, and says how many there are', async () => {
    const { address } = await startTestDashboard()
    const text = await (await fetch(`${address}/guide?q=artefacts+MEGAPIXELS`)).text()
    const sections = [...text.matchAll(/<section id="([\w-]+)" class="guide-rule"/g)].map(([, id]) => id)
    expect(sections).toContain('rule-pixel-count')
    expect(sections).not.toContain('rule-title-length')
    expect(text).toContain('hold')
    const nothing = await (await fetch(`${address}/parts/guide?q=zzzz`)).text()
    expect(nothing).toContain('0 sections')
    expect(nothing).not.toContain('<section')
  })

  it('422: does not search for what is longer than anybody types', async () => {
    const { address } = await startTestDashboard()
    expect((await fetch(`${address}/guide?q=${'x'.repeat(201)}`)).status).toBe(422)
  })
})

describe('what is found leads to its rule', () => {
  it('from the warnings of a submission, from a card, and from the choice of a category', async () => {
    const { address, home, app } = await startTestDashboard()
    const [id = ''] = await addGeneration(home, 'g', ['one'])
    await writeFile(join(home, 'generations', 'g', 'one.json'), '{ no json')
    await app.library.selection.set([id])
    const board = await (await fetch(address)).text()
    const form = new URLSearchParams({ images: id })
    const csv = await (
      await fetch(`${address}/api/csv`, { method: 'POST', body: form, headers: { accept: 'text/html' } })
    ).text()
    expect(csv).toContain('href="/guide#rule-pixel-count"')
    await addGeneration(home, 'h', ['two'])
    await writeFile(join(home, 'generations', 'h', 'broken.png'), 'no picture')
    expect(await (await fetch(`${address}/?generation=h`)).text()).toContain('href="/guide#rule-file-sound"')
    expect(await (await fetch(`${address}/images/h/two.png`)).text()).toContain('href="/guide#categories"')
    expect(board).toContain('href="/guide"')
  })
})

async function pageOf(address: string, language = 'en'): Promise<string> {
  const answer = await fetch(`${address}/guide`, { headers: { 'accept-language': language } })
  expect(answer.status).toBe(200)
  return answer.text()
}

async function writeGuide(home: string, text: string): Promise<void> {
  await mkdir(join(home, 'config'), { recursive: true })
  await writeFile(join(home, 'config', 'adobe_stock_guidelines.md'), text)
}
