import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../support/folder.ts'
import { stockroom } from '../support/program.ts'
import { addUpscaled } from '../support/upscaled.ts'

describe('stockroom csv and ledger', () => {
  it('go from pictures to a submission and what became of it', async () => {
    const home = await temporaryFolder()
    await addUpscaled(home, 'g', ['one', 'two'])
    const made = await stockroom(home, 'csv', 'g', '--no-embed', '--json')
    expect(made.code).toBe(0)
    const report = JSON.parse(made.stdout)
    expect(report).toMatchObject({ rows: 2, embedded: null })

    const marked = await stockroom(
      home,
      'ledger',
      'mark',
      'rejected',
      '--batch',
      report.batch,
      '--reason',
      'Noise',
    )
    expect(marked.stdout).toBe('2 marked as rejected\n')
    const again = await stockroom(home, 'csv', 'g')
    expect(again.stdout).toContain('Words inside (exiftool): 2 written, 0 there already')
    expect(again.stdout).toContain('renamed: one.jpg is called one-r2.jpg now')

    const file = join(home, 'agency.csv')
    await writeFile(file, 'Filename,Status\ntwo-r2.jpg,Sold\nnobody.jpg,Sold\none.jpg,Held\n')
    const imported = await stockroom(home, 'ledger', 'import', file)
    expect(imported.stdout).toContain('Changed 1, added 0, already so 1')
    expect(imported.stdout).toContain('line 3: nobody.jpg is not known; --keep keeps such rows')
    expect(imported.stdout).toContain('line 4: "Held" is no state that is known, so it counts as submitted')
    const exported = await stockroom(home, 'ledger', 'export')
    expect(exported.stdout).toContain('adobe,two-r2.jpg,sold,')
    expect(exported.stdout).toContain('adobe,one.jpg,rejected,')
  }, 300_000)

  it('write the hand-off sheet in the language that is asked for, else in that of the settings', async () => {
    const home = await temporaryFolder()
    await addUpscaled(home, 'g', ['one'])
    const sheetAfter = async (...options: string[]) => {
      expect(await stockroom(home, 'csv', 'g', '--no-embed', ...options)).toMatchObject({ code: 0 })
      return readFile(join(home, 'generations/g/upscaled/handoff.txt'), 'utf8')
    }
    expect(await sheetAfter()).toContain('Hand-off to Adobe Stock: 1 picture')
    expect(await sheetAfter('--language', 'ko')).toContain('이미지 1개')
    await mkdir(join(home, 'config'), { recursive: true })
    await writeFile(join(home, 'config/settings.json'), JSON.stringify({ language: 'ko' }))
    expect(await sheetAfter()).toContain('이미지 1개')
    expect(await sheetAfter('--language', 'en')).toContain('1 picture')
    const wrong = await stockroom(home, 'csv', 'g', '--language', 'fr')
    expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining('Allowed choices are en, ko') })
  }, 300_000)

  it('end with 1 or 2 and a sentence where something is wrong', async () => {
    const home = await temporaryFolder()
    await addUpscaled(home, 'g', ['one'])
    const refused = await stockroom(home, 'csv', 'g', '--agency', 'pond5')
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('Pond5 takes no pictures') })
    expect(await stockroom(home, 'ledger', 'mark', 'lost', 'one.jpg')).toMatchObject({ code: 2 })
    expect(await stockroom(home, 'ledger', 'mark', 'sold', 'one.jpg')).toMatchObject({
      code: 1,
      stderr: 'Nothing was delivered to adobe under the name one.jpg.\n',
    })
  }, 300_000)
})
