import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createPlanning } from '../../src/app/planning.ts'
import { createLog } from '../../src/core/log.ts'
import { inspect } from '../../src/imaging/inspection.ts'
import { thumbnail } from '../../src/imaging/thumbnail.ts'
import { createLibrary } from '../../src/library/library.ts'
import { categoryCode } from '../../src/metadata/categories.ts'
import { checkRights } from '../../src/metadata/rights.ts'
import { drawPicture, project } from '../support/dashboard.ts'
import { temporaryFolder } from '../support/folder.ts'

const SMALL = `## Subjects
\`\`\`yaml
- cats: [a cat, a tabby cat]
- dogs: a dog
\`\`\`
## Styles
\`\`\`yaml
- ink
- oil
\`\`\`
## Lighting
\`\`\`yaml
- sun
- moon
\`\`\`
`

describe('the prompt config', () => {
  it('is the one of the home folder where there is one, else the shipped one, which can be copied', async () => {
    const { planning, own } = await openPlanning()
    expect(await planning.config()).toMatchObject({
      isShipped: true,
      inUse: 'file',
      path: join(project, 'config', 'prompt_config.md'),
    })
    expect(await planning.copyConfig()).toBe(own)
    expect(await planning.config()).toMatchObject({
      isShipped: false,
      inUse: 'file',
      path: own,
      problems: [],
    })
    await expect(planning.copyConfig()).rejects.toThrow('There is a prompt config already')
  })

  it('is picked up at once when it changes; with a mistake in it, the last good version stays, over a restart, too', async () => {
    const { planning, own, home } = await openPlanning(SMALL)
    const subjects = async (from = planning) =>
      (await from.config()).schema?.axes[0]?.values.map(({ name }) => name)
    expect(await subjects()).toEqual(['cats', 'dogs'])
    await writeFile(own, SMALL.replace('dogs:', 'hens:'))
    expect(await subjects()).toEqual(['cats', 'hens'])
    await writeFile(own, SMALL.replace('- ink', '- "ink'))
    expect(await planning.config()).toMatchObject({ inUse: 'earlier', problems: [{ heading: 'Styles' }] })
    expect(await subjects()).toEqual(['cats', 'hens'])

    const { planning: restarted } = await openPlanning(null, home)
    expect(await restarted.config()).toMatchObject({ inUse: 'earlier' })
    expect(await subjects(restarted)).toEqual(['cats', 'hens'])
    await writeFile(own, SMALL)
    expect(await restarted.config()).toMatchObject({ inUse: 'file', problems: [] })
  })

  it('that was broken from the start gives way to the shipped one', async () => {
    const { planning } = await openPlanning('# nothing')
    const { inUse, schema, problems } = await planning.config()
    expect(inUse).toBe('shipped')
    expect(schema?.axes).toHaveLength(6)
    expect(problems[0]?.message).toContain('There are no subjects')
  })
})

describe('a plan', () => {
  it('writes everything into prompts.json of a new generation, which is no picture’s sidecar', async () => {
    const { planning, generations, library } = await openPlanning(SMALL)
    const { generation, path, pairs } = await planning.plan({ count: 3, seed: 'abc', dialect: 'midjourney' })
    expect(generation).toBe('2026-11-25_10-30-00')
    expect(path).toBe('2026-11-25_10-30-00/prompts.json')
    const plan = JSON.parse(await readFile(join(generations, path), 'utf8'))
    expect(plan).toMatchObject({
      about: expect.stringContaining('save the picture in this folder under the name in "file"'),
      format: 1,
      seed: 'abc',
      dialect: 'midjourney',
      config: { in_use: 'file', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
      options: { count: 3 },
      coverage: { strength: 2, possible: 12, before: 0, after: pairs.after },
      axes: [{ id: 'subject', values: ['cats', 'dogs'] }, { id: 'style' }, { id: 'lighting' }],
    })
    expect(plan.prompts.map(({ file }: { file: string }) => file)).toEqual([
      'image_01.png',
      'image_02.png',
      'image_03.png',
    ])
    expect(plan.prompts[0]).toMatchObject({
      number: 1,
      prompt: expect.stringContaining(' --ar 16:9 --v 6.0'),
      findings: [],
    })
    expect(Object.keys(plan.prompts[0].values)).toEqual(['subject', 'style', 'lighting'])
    const { images } = await library.images({ generation, stage: 'all', limit: 10 })
    expect(images).toEqual([])
  })

  it('is the same for the same seed, and the next one repeats nothing', async () => {
    const { planning } = await openPlanning()
    const request = { count: 15, seed: 7 }
    const draft = await planning.draft(request)
    expect(await planning.draft(request)).toEqual(draft)
    const first = await planning.plan(request)
    expect(first.prompts).toEqual(draft.prompts)
    const second = await planning.plan(request)
    const combinations = [...first.prompts, ...second.prompts].map(({ values }) => JSON.stringify(values))
    expect(new Set(combinations).size).toBe(30)
    expect(second.pairs).toMatchObject({ before: 225, after: 450 })
    expect(second.generation).not.toBe(first.generation)
  })

  it('takes the texts of a value in turn', async () => {
    const { planning } = await openPlanning(SMALL)
    await planning.plan({ count: 4, seed: 1, only: { subject: ['cats'] } })
    const { prompts } = await planning.planOf('2026-11-25_10-30-00')
    expect(prompts.map(({ subject }) => subject).sort()).toEqual([
      'a cat',
      'a cat',
      'a tabby cat',
      'a tabby cat',
    ])
  })

  it('ends where no combination is left', async () => {
    const { planning } = await openPlanning(SMALL)
    const { prompts, isExhausted } = await planning.plan({ count: 50 })
    expect([prompts.length, isExhausted]).toEqual([8, true])
    await expect(planning.plan({ count: 1 })).rejects.toThrow(
      'Every combination of these values was planned before.',
    )
  })

  it('keeps to the values and axes that are asked for, or says which there are', async () => {
    const { planning } = await openPlanning(SMALL)
    const { prompts } = await planning.draft({ count: 9, axes: ['style'], only: { lighting: ['moon'] } })
    expect(new Set(prompts.map(({ values }) => values.lighting))).toEqual(new Set(['moon']))
    const narrow = await planning.draft({ count: 9, axes: ['subject'] })
    expect(
      narrow.prompts
        .map(({ values }) => values)
        .toSorted((a, b) => (a.subject ?? '').localeCompare(b.subject ?? '')),
    ).toEqual([{ subject: 'cats' }, { subject: 'dogs' }])
    await expect(planning.draft({ count: 1, axes: ['smell'] })).rejects.toThrow(
      'There is no axis "smell"; these are: subject, style, lighting.',
    )
    await expect(planning.draft({ count: 1, only: { style: ['chalk'] } })).rejects.toThrow(
      /^There is no "chalk" on the axis "style"; these are: /,
    )
  })

  it('for an occasion takes its scenes for subjects', async () => {
    const { planning } = await openPlanning(SMALL)
    const { prompts } = await planning.draft({ count: 4, occasion: 'seollal' })
    expect(prompts.every(({ values }) => values.subject === 'Seollal')).toBe(true)
    expect(prompts.map(({ subject }) => subject)).toContain('a bowl of rice cake soup on a low wooden table')
  })

  it('leaves out what a rule on rights blocks, unless a reason is given, which is kept', async () => {
    const { planning, generations } = await openPlanning(
      SMALL.replace('a dog', 'a dog in the style of Monet'),
    )
    const request = { count: 2, seed: 3, only: { style: ['ink'], lighting: ['sun'] } }
    const draft = await planning.draft(request)
    const barred = draft.prompts.find(({ isBlocked }) => isBlocked)
    expect(barred?.findings.map(({ rule }) => rule)).toContain('rights-artist')
    const { path } = await planning.plan(request)
    const plan = JSON.parse(await readFile(join(generations, path), 'utf8'))
    expect(plan.prompts.map(({ subject, file }: Record<string, string>) => [subject, file])).toEqual([
      [expect.stringContaining('cat'), 'image_01.png'],
    ])
    expect(plan.left_out).toMatchObject([{ prompt: expect.stringContaining('Monet') }])

    const again = { count: 1, seed: 4, only: { subject: ['dogs'], style: ['ink'], lighting: ['sun'] } }
    await expect(planning.plan(again)).rejects.toThrow('A rule on rights blocks every prompt.')
    const [dog] = (await planning.draft(again)).prompts
    const forced = await planning.plan({
      ...again,
      overrides: { [dog?.id ?? '']: 'Monet is our dog’s name' },
    })
    expect(forced.planned).toMatchObject([
      { override: { reason: 'Monet is our dog’s name' }, findings: [{ level: 'block' }, { level: 'block' }] },
    ])
    const refused = async (overrides: Record<string, string>, why: string) =>
      expect(planning.draft({ ...again, overrides })).rejects.toThrow(why)
    await refused({ [dog?.id ?? '']: 'x' }, 'a reason of at least 3 characters is needed')
    await refused({ 1: 'Monet is a dog' }, 'expected ids of prompts, as a draft tells them')
  })

  it('keeps a reason with the words it was given for, whatever another tab plans meanwhile', async () => {
    const config = SMALL.replace('a dog', 'a dog like Monet').replace('a cat', 'a cat by Picasso')
    const { planning } = await openPlanning(config)
    const request = { count: 12, seed: 1 }
    const before = (await planning.draft(request)).prompts
    const dog = before.find(({ prompt, isBlocked }) => isBlocked && prompt.includes('Monet'))
    const overrides = { [dog?.id ?? '']: 'Monet is our dog’s name' }
    // other plans change which prompt has which number
    for (const seed of [7, 8, 9]) await planning.plan({ count: 1, seed }).catch(() => null)
    const { planned, prompts } = await planning.plan({ ...request, overrides })
    expect(prompts.map(({ id }) => id)).not.toEqual(before.map(({ id }) => id))
    const forced = planned.filter(({ override }) => override)
    expect(forced.map(({ prompt }) => prompt)).toEqual([dog?.prompt])
  })

  it('names a prompt by the same id in every dialect', async () => {
    const { planning } = await openPlanning(SMALL)
    const idsIn = async (dialect: 'plain' | 'midjourney') =>
      (await planning.draft({ count: 4, seed: 1, dialect })).prompts.map(({ id }) => id)
    expect(await idsIn('midjourney')).toEqual(await idsIn('plain'))
  })

  it('passes over a prompts.json that is broken or of another tool', async () => {
    const { planning, generations } = await openPlanning(SMALL)
    for (const [name, text] of [
      ['a', '{"prompts": [{"prompt": "mine"}]}'],
      ['b', '{"pro'],
      ['c', ''],
    ] as const) {
      await mkdir(join(generations, name), { recursive: true })
      await writeFile(join(generations, name, 'prompts.json'), text)
    }
    expect((await planning.plans()).map(({ generation }) => generation)).toEqual(['a'])
    expect((await planning.plan({ count: 3 })).pairs.before).toBe(0)
    await expect(planning.planOf('b')).rejects.toThrow('Nothing was planned in b.')
  })
})

describe('coverage', () => {
  it('rules out what the constraints leave no prompt for, so that 100 % can be reached', async () => {
    const constraints = '## Constraints\n```yaml\n- [cats, oil]\n- [ink, sun]\n```\n'
    const { planning } = await openPlanning(SMALL + constraints)
    const states = async () => (await planning.coverage()).matrices.map(({ totals }) => totals)
    // cats are in ink, and ink has no sun: cats and sun never meet
    expect((await states())[1]).toMatchObject({ missing: 3, excluded: 1 })
    const { pairs } = await planning.plan({ count: 10 })
    expect(pairs.after).toBe(pairs.possible)
    expect((await states()).map(({ missing }) => missing)).toEqual([0, 0, 0])
  })

  it('calls a pair rejected when all its pictures are in the trash, and covered again when one comes back', async () => {
    const { planning, generations, library } = await openPlanning(SMALL)
    const { generation, prompts } = await planning.plan({ count: 1, seed: 1 })
    const states = async () => {
      const { matrices } = await planning.coverage()
      return matrices.map(({ totals }) => [totals.covered, totals.rejected])
    }
    expect(await states()).toEqual([
      [1, 0],
      [1, 0],
      [1, 0],
    ])
    await writeFile(join(generations, generation, 'image_01.png'), await drawPicture())
    const [entry] = await library.trash.add([`${generation}/image_01.png`])
    expect(await states()).toEqual([
      [0, 1],
      [0, 1],
      [0, 1],
    ])
    expect((await planning.draft({ count: 1, seed: 2 })).prompts[0]?.values).not.toEqual(prompts[0]?.values)
    await library.trash.restore([entry?.entry ?? ''])
    expect(await states()).toEqual([
      [1, 0],
      [1, 0],
      [1, 0],
    ])
  })

  it('never plans a pair that somebody marked, until the mark is taken away', async () => {
    const { planning, home } = await openPlanning(SMALL)
    const pair = [
      { axis: 'style', value: 'ink' },
      { axis: 'lighting', value: 'moon' },
    ] as const
    await planning.mark([...pair], true)
    const { prompts } = await planning.draft({ count: 50 })
    expect(prompts).toHaveLength(6)
    expect(prompts.filter(({ values }) => values.style === 'ink' && values.lighting === 'moon')).toEqual([])
    await planning.mark([pair[1], pair[0]], false)
    expect((await planning.draft({ count: 50 })).prompts).toHaveLength(8)

    await writeFile(join(home, 'config', 'rejected_pairs.json'), '{')
    await expect(planning.draft({ count: 1 })).rejects.toThrow('cannot be read, so no prompts are planned')
    await expect(planning.mark([...pair], true)).rejects.toThrow('Repair or remove it')
    expect(await readFile(join(home, 'config', 'rejected_pairs.json'), 'utf8')).toBe('{')
  })
})

describe('a picture that comes without a sidecar', () => {
  it('has its prompt by its name, also when its extension is another or it is an extra one', async () => {
    const { planning, generations } = await openPlanning(SMALL)
    const { generation, planned } = await planning.plan({ count: 3, seed: 1 })
    await writeFile(join(generations, generation, 'image_02.PNG'), await drawPicture())
    await writeFile(join(generations, generation, 'image_03-2.png'), await drawPicture())
    await writeFile(join(generations, generation, 'other.png'), await drawPicture())
    await mkdir(join(generations, generation, 'upscaled'))
    await writeFile(join(generations, generation, 'upscaled', 'image_02.jpg'), await drawPicture())
    expect(await planning.promptFor(`${generation}/image_02.PNG`)).toMatchObject({
      prompt: planned[1]?.prompt,
      values: planned[1]?.values,
    })
    expect(await planning.promptFor(`${generation}/image_03-2.png`)).toMatchObject({
      prompt: planned[2]?.prompt,
    })
    expect(await planning.promptFor(`${generation}/upscaled/image_02.jpg`)).toMatchObject({
      prompt: planned[1]?.prompt,
    })
    expect(await planning.promptFor(`${generation}/other.png`)).toBeNull()
    expect((await planning.arrived(generation)).size).toBe(2)
    await rename(join(generations, generation, 'prompts.json'), join(generations, generation, 'old.txt'))
    expect(await planning.promptFor(`${generation}/image_02.PNG`)).toBeNull()
  })
})

async function openPlanning(config: string | null = null, at?: string) {
  const home = at ?? (await temporaryFolder())
  const own = join(home, 'config', 'prompt_config.md')
  const generations = join(home, 'generations')
  await mkdir(join(home, 'config'), { recursive: true })
  await mkdir(generations, { recursive: true })
  if (config !== null) await writeFile(own, config)
  const library = createLibrary({
    generations,
    trash: join(home, 'trash'),
    inspect,
    thumbnail,
    categoryOf: categoryCode,
    log: createLog(join(home, 'logs')),
  })
  const planning = createPlanning({
    library,
    files: {
      own,
      shipped: join(project, 'config', 'prompt_config.md'),
      earlier: join(generations, '.stockroom', 'prompt_config.md'),
      marks: join(home, 'config', 'rejected_pairs.json'),
    },
    rightsSearch: async () => (prompt) => checkRights({ prompt }),
    now: () => new Date(2026, 10, 25, 10, 30),
  })
  return { planning, library, home, own, generations }
}
