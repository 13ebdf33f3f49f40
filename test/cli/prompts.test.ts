import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../support/folder.ts'
import { stockroom } from '../support/program.ts'

describe('stockroom prompts', () => {
  it('plans into a new generation, and answers one JSON document', async () => {
    const home = await temporaryFolder()
    const { code, stdout, stderr } = await stockroom(
      home,
      'prompts',
      '--count',
      '4',
      '--seed',
      '9',
      '--dialect',
      'midjourney',
      '--generation',
      'winter',
      '--axes',
      'style,palette',
      '--only',
      'style=Watercolor painting|Linocut print',
      '--json',
    )
    expect([code, stderr]).toEqual([0, ''])
    const report = JSON.parse(stdout)
    expect(report).toMatchObject({ generation: 'winter', path: 'winter/prompts.json', seed: '9' })
    const { prompts } = JSON.parse(await readFile(join(home, 'generations', report.path), 'utf8'))
    expect(prompts).toEqual(report.planned)
    expect(prompts).toHaveLength(4)
    for (const { values, prompt } of prompts) {
      expect(Object.keys(values)).toEqual(['subject', 'style', 'palette'])
      expect(['Watercolor painting', 'Linocut print']).toContain(values.style)
      expect(prompt).toContain(' --ar 16:9 --v 6.0')
    }
  }, 240_000)

  it('shows what it would plan, and says what is wrong with the config on stderr', async () => {
    const home = await temporaryFolder()
    await mkdir(join(home, 'config'))
    await writeFile(join(home, 'config', 'prompt_config.md'), '## Subjects\n```yaml\n- weight: x\n```\n')
    const { code, stdout, stderr } = await stockroom(
      home,
      'prompts',
      '--count',
      '2',
      '--seed',
      '1',
      '--dry-run',
    )
    expect(code).toBe(0)
    expect(stderr).toContain(
      'prompt_config.md:3: mistake under "Subjects": Expected a number over 0 as the weight',
    )
    expect(stderr).toContain('The config that came with Stockroom is used.')
    expect(stdout.trim().split('\n').at(-1)).toMatch(
      /^30 of \d+ pairs are covered, 30 of them newly; seed 1\.$/,
    )
    await expect(readFile(join(home, 'generations'))).rejects.toThrow()
  }, 240_000)

  it('leaves out what a rule blocks, says how to plan it all the same, and ends with 1', async () => {
    const home = await temporaryFolder()
    await mkdir(join(home, 'config'))
    await writeFile(
      join(home, 'config', 'prompt_config.md'),
      '## Subjects\n```yaml\n- a cat\n- a portrait by Monet\n```\n',
    )
    const asked = ['prompts', '--count', '2', '--seed', '1']
    const { code, stdout } = await stockroom(home, ...asked, '--dry-run')
    expect(code).toBe(1)
    expect(stdout).toContain('left out: ')
    const [, id] = /--override "([0-9a-f]{12})=your reason" and --seed 1/.exec(stdout) ?? []
    const forced = await stockroom(home, ...asked, '--dry-run', '--override', `${id}=it is ours`)
    expect([forced.code, forced.stdout.includes('left out')]).toEqual([0, false])
    const planned = await stockroom(home, ...asked)
    expect(planned).toMatchObject({ code: 1, stdout: expect.stringContaining('look with --dry-run first') })
    expect(planned.stdout).not.toContain('--override')
  }, 240_000)

  it('ends with 2 when it is used wrongly', async () => {
    const home = await temporaryFolder()
    const wrong = [
      ['--count', 'many'],
      ['--occasion', 'tuesday'],
      ['--only', 'style'],
      ['--dialect', 'elvish'],
    ]
    const ends = await Promise.all(wrong.map((args) => stockroom(home, 'prompts', ...args)))
    expect(ends.map(({ code }) => code)).toEqual([2, 2, 2, 2])
    expect(ends[0]?.stderr).toBe('Prompts, field count: expected a whole number from 1 to 500.\n')
  }, 240_000)
})
