import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { addGeneration, type Dashboard, drawPicture, startTestDashboard } from '../support/dashboard.ts'

const numbers = (count: number) => Array.from({ length: count }, (_, n) => `image_${n + 1}`)

describe('GET /api/images, sorted, searched and filtered', () => {
  it('200: takes sort, order, words and filters together', async () => {
    const { home, api } = await startTestDashboard()
    await addGeneration(home, 'g', ['fox_1', 'fox_2', 'fox_10', 'owl'])
    await rm(join(home, 'generations', 'g', 'fox_2.json'))
    const names = async (query: string) =>
      (await api('GET', `/api/images?${query}`)).body.images.map(({ name }: { name: string }) => name)

    expect(await names('q=fox&sort=name&order=desc')).toEqual(['fox_10.png', 'fox_2.png', 'fox_1.png'])
    expect(await names('q=fox+-10&sort=name')).toEqual(['fox_1.png', 'fox_2.png'])
    expect(await names('only=no_sidecar')).toEqual(['fox_2.png'])
    expect(await names('only=not_upscaled&only=no_sidecar&q=owl')).toEqual([])
    expect(await names('only=not_upscaled,not_submitted&sort=date&limit=500')).toHaveLength(4)
    expect(await names('q=one&q=called')).toEqual([])
    expect(await names(`q=${'x'.repeat(3000)}`)).toEqual([])
    expect(await names('q=%22%27%5C%28%5B%2A')).toEqual([])
  })

  it.each(['date', 'size', 'name', 'generation'])('200: pages by %s, once each', async (sort) => {
    const { home, api } = await startTestDashboard()
    await addGeneration(home, 'g', numbers(5))
    const seen: string[] = []
    for (let cursor = ''; ; ) {
      const { body } = await api(
        'GET',
        `/api/images?limit=2&sort=${sort}&cursor=${encodeURIComponent(cursor)}`.replace(/&cursor=$/, ''),
      )
      seen.push(...body.images.map(({ id }: { id: string }) => id))
      if (!body.next) break
      cursor = body.next
    }
    expect(seen).toHaveLength(5)
    expect(new Set(seen).size).toBe(5)
  })

  it.each([
    ['sort=colour', 'sort'],
    ['order=up', 'order'],
    ['only=no_such', 'only.0'],
    ['cursor=..%2Fx', 'cursor'],
    ['sort=date&cursor=g%2Fa.png', 'cursor'],
  ])('422: %s names the field', async (query, field) => {
    const { api } = await startTestDashboard()
    const { status, body } = await api('GET', `/api/images?${query}`)
    expect(status).toBe(422)
    expect(body.error).toMatchObject({ code: 'invalid', field })
  })
})

describe('GET /', () => {
  it('200: shows what the address asks for, and says so in the fields', async () => {
    const { home, address } = await startTestDashboard()
    await addGeneration(home, 'g', ['fox', 'owl'])
    const text = await (await fetch(`${address}/?only=not_upscaled&sort=name&order=desc&q=-owl`)).text()
    expect(text).toContain('value="not_upscaled" checked')
    expect(text).toContain('<option value="name" selected>')
    expect(text).toContain('<option value="desc" selected>Z to A')
    expect(text).toContain('data-id="g/fox.png"')
    expect(text).not.toContain('data-id="g/owl.png"')
  })

  it('200: carries sort and filters on to the next stretch of cards', async () => {
    const { home, address } = await startTestDashboard()
    await addGeneration(home, 'g', numbers(70))
    const first = await (await fetch(`${address}/?sort=date&order=asc&only=not_upscaled`)).text()
    const next = /hx-get="(\/parts\/cards[^"]+)"/.exec(first)?.[1]?.replaceAll('&amp;', '&') ?? ''
    expect(Object.fromEntries(new URLSearchParams(next.split('?')[1]))).toMatchObject({
      ...{ sort: 'date', order: 'asc', only: 'not_upscaled' },
    })
    const rest = await (await fetch(address + next)).text()
    expect(rest.match(/class="card"/g)).toHaveLength(10)
  })
})

describe('POST /parts/board', () => {
  it('204: when nothing that is shown has changed', async () => {
    const { address, home } = await startTestDashboard()
    await addGeneration(home, 'g', numbers(3))
    const shown = await open(address)
    expect((await news(address, shown)).status).toBe(204)
  })

  it('200: sends a new card to its place, a changed one as it is, and takes a gone one out', async () => {
    const { address, home } = await startTestDashboard()
    await addGeneration(home, 'g', numbers(5))
    const folder = join(home, 'generations', 'g')
    const shown = await open(address)
    const key = (name: string) => Buffer.from(`g/${name}.png`).toString('base64url')
    await rm(join(folder, 'image_2.png'))
    await writeFile(join(folder, 'image_3b.png'), await drawPicture())
    await writeFile(join(folder, 'image_5.json'), '{"title": "New title"}')

    const { text } = await news(address, shown)
    expect(partials(text)).toEqual([
      ['#drafts-count', 'innerHTML'],
      [`#drafts #card-${key('image_2')}`, 'delete'],
      [`#drafts #card-${key('image_5')}`, 'outerMorph'],
      [`#drafts #card-${key('image_3')}`, 'afterend'],
    ])
    expect(text.match(/class="card"/g)).toHaveLength(2)
  })

  it('200: sends what moved in the order again, and a duplicate once', async () => {
    const { address, home } = await startTestDashboard()
    await addGeneration(home, 'g', numbers(6))
    const shown = await open(address)
    const [first = '', ...rest] = shown.cards.split(' ')
    const moved = await news(address, { ...shown, cards: [...rest, first].join(' ') })
    expect(moved.text.match(/class="card"/g)).toHaveLength(1)
    expect(partials(moved.text).map(([, swap]) => swap)).toEqual(['innerHTML', 'delete', 'afterbegin'])
    const twice = await news(address, { ...shown, cards: `${shown.cards} ${first}` })
    expect(partials(twice.text).map(([, swap]) => swap)).toEqual([
      'innerHTML',
      'delete',
      'delete',
      'afterbegin',
    ])
  })

  it('200: sends a side panel only when it changed, or the page has lost count of it', async () => {
    const { address, home, app } = await startTestDashboard()
    const [one = ''] = await addGeneration(home, 'g', numbers(3))
    const shown = await open(address)
    await app.library.selection.set([one])
    expect(partials((await news(address, shown)).text).map(([target]) => target)).toEqual(
      expect.arrayContaining(['.panel.selection']),
    )
    const after = await open(address)
    const touched = await news(address, { ...after, trash: '', selection: '' })
    expect(partials(touched.text).map(([target]) => target)).toEqual([
      ...['#drafts-count', '.panel.trash', '.panel.selection'],
    ])
  })

  it('200: begins with one stretch again where the page shows nothing, and 422 for what no page sends', async () => {
    const { address, home } = await startTestDashboard()
    await addGeneration(home, 'g', numbers(70))
    const { text } = await news(address, { cards: '' })
    expect(text.match(/class="card"/g)).toHaveLength(60)
    expect(text).toContain('id="more"')
    expect((await news(address, {})).status).toBe(422)
  })
})

/** What a page that was just opened says it shows. */
async function open(address: Dashboard['address']): Promise<Record<string, string> & { cards: string }> {
  const text = await (await fetch(address)).text()
  const stamp = (pattern: RegExp) => pattern.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? ''
  const cards = [...text.matchAll(/id="card-([^"]+)" data-id="[^"]+" data-stamp="([^"]+)"/g)]
  return {
    cards: cards.map(([, key, value]) => `${key}.${value}`).join(' '),
    total: stamp(/id="drafts-count">(\d+)</),
    more: stamp(/id="more" hx-get="([^"]+)"/),
    trash: stamp(/id="trash"[^>]*data-stamp="([^"]+)"/),
    selection: stamp(/id="selection"[^>]*data-stamp="([^"]+)"/),
    generations: stamp(/<option value="" data-stamp="([^"]+)"/),
  }
}

/** Asks what is new, as a page does. */
async function news(
  address: string,
  shown: Record<string, string>,
): Promise<{ status: number; text: string }> {
  const answer = await fetch(`${address}/parts/board`, {
    method: 'POST',
    headers: { 'HX-Request': 'true' },
    body: new URLSearchParams(shown),
  })
  return { status: answer.status, text: await answer.text() }
}

/** Where parts of an answer go, and how. */
function partials(text: string): [target: string, swap: string][] {
  return [...text.matchAll(/<hx-partial hx-target="([^"]+)" hx-swap="([^"]+)"/g)].map(
    ([, target = '', swap = '']) => [target, swap],
  )
}
