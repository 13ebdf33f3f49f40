import { access, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { addGeneration, type Dashboard, startTestDashboard } from '../support/dashboard.ts'

const SMALL = `## Subjects
\`\`\`yaml
- cats: a cat
- dogs: a dog in the style of Monet
\`\`\`
## Styles
\`\`\`yaml
- ink
- oil
\`\`\`
`

describe('POST /api/prompts', () => {
  it('201: plans into a new generation and answers everything', async () => {
    const { api, home } = await startTestDashboard()
    const { status, body } = await api('POST', '/api/prompts', {
      count: 5,
      seed: 11,
      dialect: 'stable-diffusion',
    })
    expect(status).toBe(201)
    expect(body).toMatchObject({ seed: '11', dialect: 'stable-diffusion', pairs: { before: 0, after: 75 } })
    const plan = JSON.parse(await readFile(join(home, 'generations', body.path), 'utf8'))
    expect(plan.prompts).toEqual(body.planned)
    expect((await api('GET', `/api/generations`)).body.generations).toMatchObject([{ id: body.generation }])
  })

  it('200: only shows what it would plan when it is a dry run', async () => {
    const { api } = await startTestDashboard()
    const { status, body } = await api('POST', '/api/prompts', { count: 3, seed: 'x', dry_run: true })
    expect([status, body.prompts.length]).toEqual([200, 3])
    expect((await api('GET', '/api/generations')).body.generations).toEqual([])
  })

  it.each([
    [{ count: 0 }, 'count'],
    [{ count: 501 }, 'count'],
    [{ count: 2, dialect: 'elvish' }, 'dialect'],
    [{ count: 2, occasion: 'tuesday' }, 'occasion'],
    [{ count: 2, occasion: 'constructor' }, 'occasion'],
    [{ count: 2, generation: '../up' }, 'generation'],
    [{ count: 2, axes: ['smell'] }, 'axes'],
    [{ pair: 'x' }, 'pair'],
  ])('422: names what is wrong with %j', async (request, field) => {
    const { api } = await startTestDashboard()
    const { status, body } = await api('POST', '/api/prompts', request)
    expect([status, body.error.field]).toEqual([422, field])
  })

  it('303: works as a plain form, with a reason for what a rule blocks', async () => {
    const dashboard = await withConfig(SMALL)
    const preview = await (await fetch(`${dashboard.address}/parts/prompts?count=4&seed=1`)).text()
    const reasons = [...preview.matchAll(/name="(reason_[0-9a-f]{12})"/g)].map(
      ([, name]) => `${name}=it+is+ours`,
    )
    expect(reasons).toHaveLength(2)
    const answer = await post(
      dashboard,
      '/api/prompts',
      ['count=4&seed=1&dialect=plain&occasion=&generation=mine', ...reasons].join('&'),
    )
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/prompts/plans/mine'])
    const { prompts } = JSON.parse(
      await readFile(join(dashboard.home, 'generations', 'mine', 'prompts.json'), 'utf8'),
    )
    expect(prompts.filter(({ override }: { override?: object }) => override)).toHaveLength(2)
    const page = await (await fetch(`${dashboard.address}/prompts/plans/mine`)).text()
    expect(page).toContain('Planned all the same: it is ours')
  })

  it('answers others while a large plan is made, and ends it when nobody waits any more', async () => {
    const block = (name: string) =>
      `## ${name}\n\`\`\`yaml\n${Array.from({ length: 20 }, (_, n) => `- ${name} ${n}\n`).join('')}\`\`\`\n`
    const axes = ['Subjects', 'Styles', 'Lighting', 'Composition', 'Weather', 'Mood', 'Season', 'Hour']
    const { api, address } = await withConfig(axes.map(block).join(''))
    const order: string[] = []
    const large = api('POST', '/api/prompts', { count: 20, dry_run: true }).then(({ body }) => {
      order.push('large')
      return body
    })
    await api('GET', '/api/prompts')
    order.push('other')
    expect((await large).needed).toBeGreaterThanOrEqual(400)
    expect(order).toEqual(['other', 'large'])

    const gone = new AbortController()
    const left = fetch(`${address}/parts/prompts?count=500&seed=2`, { signal: gone.signal })
    await api('GET', '/api/prompts')
    gone.abort()
    await expect(left).rejects.toThrow('aborted')
    expect((await api('GET', '/api/prompts')).status).toBe(200)
  }, 120_000)

  it('303: plans the pair of a cell', async () => {
    const dashboard = await startTestDashboard()
    const pair = ['trend', 'Slow living', 'style', 'Linocut print']
    const answer = await post(
      dashboard,
      '/api/prompts',
      new URLSearchParams({ pair: JSON.stringify(pair) }).toString(),
    )
    expect(answer.status).toBe(303)
    const { body } = await dashboard.api('GET', `/api${answer.headers.get('location')}`)
    expect(body.prompts).toMatchObject([{ values: { trend: 'Slow living', style: 'Linocut print' } }])
  })

  it('409: tells that a rule blocks every prompt', async () => {
    const { api } = await withConfig(SMALL.replace('- cats: a cat\n', ''))
    const { status, body } = await api('POST', '/api/prompts', { count: 2 })
    expect([status, body.error.code]).toEqual([409, 'conflict'])
  })
})

describe('GET /api/prompts', () => {
  it('200: tells config, axes and plans', async () => {
    const { api } = await withConfig(SMALL)
    await api('POST', '/api/prompts', { count: 1, generation: 'one', only: { subject: ['cats'] } })
    const { body } = await api('GET', '/api/prompts')
    expect(body).toMatchObject({
      config: { inUse: 'file', isShipped: false, problems: [], axes: [{ id: 'subject' }, { id: 'style' }] },
      plans: [{ generation: 'one', prompts: 1 }],
    })
  })

  it('200: gives a plan as text and as JSON to save; 404 where there is none', async () => {
    const { api, address } = await startTestDashboard()
    const { body } = await api('POST', '/api/prompts', { count: 2, generation: 'two 겨울' })
    const path = `/api/prompts/plans/${encodeURIComponent('two 겨울')}`
    const text = await fetch(`${address}${path}?format=txt`)
    expect(text.headers.get('content-disposition')).toContain('attachment')
    expect(await text.text()).toBe(`${body.planned[0].prompt}\n\n${body.planned[1].prompt}\n`)
    expect((await api('GET', path)).body.prompts).toEqual(body.planned)
    const missing = await api('GET', '/api/prompts/plans/none')
    expect([missing.status, missing.body.error.message]).toEqual([404, 'Nothing was planned in none.'])
    expect((await api('GET', '/api/prompts/plans/..%2Fx')).status).toBe(422)
  })

  it('200: tells coverage and calendar', async () => {
    const { api } = await withConfig(SMALL)
    await api('POST', '/api/prompts', { count: 1, only: { subject: ['cats'], style: ['ink'] } })
    const coverage = await api('GET', '/api/prompts/coverage')
    expect(coverage.body.matrices).toMatchObject([
      { first: 'subject', second: 'style', totals: { covered: 1, missing: 3 } },
    ])
    const { occasions } = (await api('GET', '/api/prompts/calendar')).body
    expect(occasions.length).toBeGreaterThan(25)
    expect(occasions[0]).toMatchObject({
      day: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      occasion: { source: expect.any(String) },
    })
  })
})

describe('POST /api/prompts/marks and /config', () => {
  it('200: marks a pair, and takes the mark away', async () => {
    const { api } = await withConfig(SMALL)
    const pair = [
      { axis: 'subject', value: 'cats' },
      { axis: 'style', value: 'oil' },
    ]
    const rejected = async () => (await api('GET', '/api/prompts/coverage')).body.matrices[0].totals.rejected
    expect((await api('POST', '/api/prompts/marks', { pair, rejected: true })).status).toBe(200)
    expect(await rejected()).toBe(1)
    await api('POST', '/api/prompts/marks', {
      pair: JSON.stringify(['style', 'oil', 'subject', 'cats']),
      rejected: 'false',
    })
    expect(await rejected()).toBe(0)
  })

  it('201: copies the config once', async () => {
    const { api, home } = await startTestDashboard()
    const { status, body } = await api('POST', '/api/prompts/config')
    expect([status, body.path]).toEqual([201, join(home, 'config', 'prompt_config.md')])
    await access(body.path)
    expect((await api('POST', '/api/prompts/config')).status).toBe(409)
  })
})

describe('the pages of the prompts', () => {
  it('200: show a plan before it is made, in both languages', async () => {
    const { address } = await startTestDashboard()
    const english = await page(address, '/prompts?count=3&seed=1')
    expect(english.match(/id="draft-\d+"/g)).toHaveLength(3)
    expect(english).toContain('3 prompts')
    expect(await page(address, '/prompts?count=3&seed=1', 'ko')).toContain('프롬프트 3개')
    expect(await page(address, '/prompts?seed=1&another=1')).not.toContain('name="seed" value="1"')
  })

  it('200: tell the mistakes of the config with line and heading, and go on with what was good', async () => {
    const dashboard = await withConfig(SMALL)
    await fetch(`${dashboard.address}/prompts`)
    await writeFile(
      join(dashboard.home, 'config', 'prompt_config.md'),
      SMALL.replace('- ink', '- name: <b>\n  size: 3'),
    )
    const text = await page(dashboard.address, '/prompts')
    expect(text).toContain('line 9')
    expect(text).toContain('Styles')
    expect(text).toContain('This version has mistakes, so the last one without is in use.')
    expect(text).toContain('id="draft-1"')
    expect(await page(dashboard.address, '/prompts', 'ko')).toContain('size&#34;는 값의 항목이 아닙니다')
  })

  it('200: fetch the state of the config anew only when it has changed', async () => {
    const { address, home } = await withConfig(SMALL)
    const part = (version = '') => fetch(`${address}/parts/prompt-config?version=${version}`)
    const first = await part()
    expect(first.headers.get('hx-trigger')).toBe('config-changed')
    const version = /name="version" value="(\w+)"/.exec(await first.text())?.[1]
    expect((await part(version)).status).toBe(204)
    await writeFile(join(home, 'config', 'prompt_config.md'), SMALL.replace('oil', 'chalk'))
    expect((await part(version)).status).toBe(200)
  })

  it('200: tell in place of the prompts why there are none', async () => {
    const { address } = await startTestDashboard()
    const answer = await fetch(`${address}/parts/prompts?count=2&axes=smell`)
    expect(answer.status).toBe(200)
    expect(await answer.text()).toContain('There is no axis')
  })

  it('200: show which pictures of a plan have come', async () => {
    const { address, home, api } = await startTestDashboard()
    await api('POST', '/api/prompts', { count: 3, generation: 'g' })
    await addGeneration(home, 'g', ['image_02'])
    const text = await page(address, '/prompts/plans/g')
    expect(text).toContain('1 of 3')
    expect(text.match(/class="yes"/g)).toHaveLength(1)
  })

  it('200: show the matrix of two axes, and what is known of a cell', async () => {
    const { address, api } = await withConfig(SMALL)
    await api('POST', '/api/prompts', {
      count: 1,
      generation: 'g',
      only: { subject: ['cats'], style: ['ink'] },
    })
    const text = await page(address, '/prompts/coverage?first=subject&second=style&a=cats&b=ink')
    expect(text).toContain('25%')
    expect(text.match(/class="cell cell-missing"/g)?.length).toBeGreaterThanOrEqual(3)
    expect(text).toContain('g · 1')
    expect(text).toContain('Mark as rejected')
  })

  it('200: say what to upload when, with where that is from', async () => {
    const { address } = await startTestDashboard()
    const text = await page(address, '/prompts/calendar', 'ko')
    expect(text).toContain('설날')
    expect(text).toContain('한국 음력, 계산(ICU dangi)')
    expect(text).toContain('심사 6~8주, 2026-06')
    expect(text).toContain('href="/prompts?occasion=seollal"')
  })
})

async function withConfig(text: string): Promise<Dashboard> {
  const dashboard = await startTestDashboard()
  await mkdir(join(dashboard.home, 'config'), { recursive: true })
  await writeFile(join(dashboard.home, 'config', 'prompt_config.md'), text)
  return dashboard
}

async function page(address: string, path: string, language = 'en'): Promise<string> {
  const answer = await fetch(address + path, { headers: { 'accept-language': language } })
  expect(answer.status).toBe(200)
  return answer.text()
}

function post({ address }: Dashboard, path: string, body: string): Promise<Response> {
  const headers = { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' }
  return fetch(address + path, { method: 'POST', headers, body, redirect: 'manual' })
}
