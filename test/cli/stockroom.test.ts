import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { addGeneration, drawPicture, project } from '../support/dashboard.ts'
import { temporaryFolder } from '../support/folder.ts'
import { stockroom } from '../support/program.ts'

describe('stockroom', () => {
  it('shows its commands, and 2 for a command it does not have', async () => {
    const home = await temporaryFolder()
    const help = await stockroom(home, '--help')
    expect(help).toMatchObject({ code: 0 })
    for (const command of ['start', 'upscale', 'csv', 'weights', 'doctor'])
      expect(help.stdout).toContain(command)
    expect(await stockroom(home, 'enlarge')).toMatchObject({ code: 2, stdout: '' })
  })

  it('doctor tells what it runs on, and what to do', async () => {
    const home = await temporaryFolder()
    const { code, stdout } = await stockroom(home, 'doctor')
    expect(code).toBe(0)
    expect(stdout).toMatch(/Engine: stockroom-x4 on cpu/)
    expect(stdout).toContain('stockroom weights get realesr-general-x4v3')
    const { healthy, free_disk_bytes, node } = JSON.parse((await stockroom(home, 'doctor', '--json')).stdout)
    expect({ healthy, node }).toEqual({ healthy: true, node: process.version })
    expect(free_disk_bytes).toBeGreaterThan(0)
  })

  it('doctor says which setting is wrong and ends with 2', async () => {
    const { code, stderr } = await stockroom(
      join(await temporaryFolder(), 'x'),
      'upscale',
      'a.png',
      '--tile',
      '100',
    )
    expect(code).toBe(2)
    expect(stderr).toMatch(/"tile".*"100" from the command line \(--tile\)/)
  })
})

describe('stockroom upscale', () => {
  it('enlarges files outside the library, and does not overwrite', async () => {
    const home = await temporaryFolder()
    const file = join(home, 'some picture.png')
    await writeFile(file, await drawPicture(200, 100))
    const out = join(home, 'out')
    const { code, stdout } = await stockroom(
      home,
      'upscale',
      file,
      '--size',
      'x4',
      '--aspect',
      'none',
      '--format',
      'png',
      '--out',
      out,
      '--json',
    )
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      model: 'stockroom-x4',
      real_esrgan: false,
      results: [{ status: 'done' }],
    })
    expect(await sharp(join(out, 'some picture.png')).metadata()).toMatchObject({
      width: 800,
      height: 400,
      format: 'png',
    })
    const again = await stockroom(home, 'upscale', file, '--format', 'png', '--out', out)
    expect(again.stdout).toMatch(/skipped .* is there already/)
  }, 120_000)

  it('ends with 1 and the reason when a file cannot be enlarged, after the others', async () => {
    const home = await temporaryFolder()
    const [bad, good] = [join(home, 'bad.png'), join(home, 'good.png')]
    await writeFile(bad, 'no picture')
    await writeFile(good, await drawPicture(64, 64))
    const { code, stdout } = await stockroom(home, 'upscale', bad, good, '--size', '640x360')
    expect(code).toBe(1)
    expect(stdout).toMatch(/failed {4}.*bad\.png: /)
    expect(stdout).toMatch(/done {6}.*good\.jpg/)
    expect(await sharp(join(home, 'upscaled', 'good.jpg')).metadata()).toMatchObject({
      width: 640,
      height: 360,
    })
  }, 120_000)

  it('makes other sizes, and tells a size or an aspect that cannot be', async () => {
    const home = await temporaryFolder()
    const file = join(home, 'a.png')
    await writeFile(file, await drawPicture(120, 120))
    const { code } = await stockroom(
      home,
      'upscale',
      file,
      '--size',
      '0.2mp',
      '--aspect',
      '3:2',
      '--focus',
      'attention',
    )
    expect(code).toBe(0)
    const { width, height } = await sharp(join(home, 'upscaled', 'a.jpg')).metadata()
    expect([width, height]).toEqual([548, 366])
    const wrong = await stockroom(home, 'upscale', file, '--size', '4K')
    expect(wrong).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Expected a size like 3840x2160, x4'),
    })
    const both = await stockroom(home, 'upscale', file, '--size', '500x500', '--aspect', '3:2')
    expect(both).toMatchObject({ code: 2, stderr: expect.stringContaining('the aspect of 500x500, or none') })
  }, 120_000)

  it('tells two files apart that would get the same name', async () => {
    const home = await temporaryFolder()
    for (const name of ['a.png', 'a.webp']) await writeFile(join(home, name), await drawPicture(64, 64))
    const { code, stderr } = await stockroom(home, 'upscale', join(home, 'a.png'), join(home, 'a.webp'))
    expect(code).toBe(2)
    expect(stderr).toContain('would both become')
  })

  it('says what is no file, before anything else is tried with it', async () => {
    const home = await temporaryFolder()
    const { code, stdout } = await stockroom(home, 'upscale', join(home, 'nope.png'), home)
    expect(code).toBe(1)
    expect(stdout).toMatch(/nope\.png: There is no file or generation of this name/)
    expect(stdout).toMatch(/This is no file/)
  })

  it('never replaces a source, whatever is asked for', async () => {
    const home = await temporaryFolder()
    const file = join(home, 'only.jpg')
    const before = await sharp(await drawPicture(64, 64))
      .jpeg()
      .toBuffer()
    await writeFile(file, before)
    const { code, stderr } = await stockroom(home, 'upscale', file, '--out', home, '--overwrite')
    expect(code).toBe(2)
    expect(stderr).toContain('would replace')
    expect((await readFile(file)).equals(before)).toBe(true)
  })

  it('enlarges a generation, and csv describes it', async () => {
    const home = await temporaryFolder()
    await addGeneration(home, '2026-01-01_10-00-00', ['one', 'two'])
    expect(await stockroom(home, 'csv', '2026-01-01_10-00-00')).toMatchObject({ code: 1 })
    const { code, stdout } = await stockroom(home, 'upscale', '2026-01-01_10-00-00')
    expect(code).toBe(0)
    expect(stdout).toMatch(/done .*one\.png\n.*done .*two\.png/)
    const csv = await stockroom(home, 'csv', '2026-01-01_10-00-00', '--json')
    expect(JSON.parse(csv.stdout)).toMatchObject({ rows: 2 })
    const text = await readFile(join(home, 'generations/2026-01-01_10-00-00/upscaled/submission.csv'), 'utf8')
    expect(text).toContain('two.jpg,A disc called two')
  }, 120_000)
})

describe('stockroom weights', () => {
  it('lists what there is and what can be had', async () => {
    const home = await temporaryFolder()
    await mkdir(join(home, 'weights'))
    await copyFile(golden('compact-x2'), join(home, 'weights', 'mine.pth'))
    const { code, stdout } = await stockroom(home, 'weights')
    expect(code).toBe(0)
    expect(stdout).toMatch(/missing +realesr-general-x4v3 +4\.9 MB/)
    expect(stdout).toMatch(/ready +mine +0\.1 MB +SRVGGNetCompact, 16 features/)
    const { models } = JSON.parse((await stockroom(home, 'weights', 'list', '--json')).stdout)
    expect(models).toHaveLength(8)
  })

  it('get ends with 1 and the next step when nothing can be had', async () => {
    const home = await temporaryFolder()
    const { code, stderr } = await stockroom(home, 'weights', 'get', 'nothing')
    expect(code).toBe(1)
    expect(stderr).toContain('"nothing" cannot be downloaded. These can: realesr-general-x4v3')
  })

  it('convert writes an ONNX file that upscale can use, and refuses a hostile one', async () => {
    const home = await temporaryFolder()
    await mkdir(join(home, 'weights'))
    const out = join(home, 'weights', 'mine.onnx')
    const { code, stdout } = await stockroom(home, 'weights', 'convert', golden('compact-x2'), '--out', out)
    expect({ code, stdout }).toEqual({ code: 0, stdout: `${out}\n` })
    const file = join(home, 'a.png')
    await writeFile(file, await drawPicture(40, 30))
    const size = ['--size', 'x2', '--aspect', 'none', '--format', 'png', '--json']
    const made = await stockroom(home, 'upscale', file, '--model', 'mine', ...size)
    expect(JSON.parse(made.stdout)).toMatchObject({ model: 'mine', results: [{ status: 'done' }] })
    expect(await sharp(join(home, 'upscaled', 'a.png')).metadata()).toMatchObject({ width: 80, height: 60 })

    const hostile = await stockroom(home, 'weights', 'convert', golden('hostile'))
    expect(hostile).toMatchObject({ code: 1, stdout: '' })
    expect(hostile.stderr).toContain('holds posix.system, which weights never need')
  }, 120_000)

  it('verify ends with 1 when a file is no use', async () => {
    const home = await temporaryFolder()
    await mkdir(join(home, 'weights'))
    await copyFile(golden('compact-x2'), join(home, 'weights', 'mine.pth'))
    const first = await stockroom(home, 'weights', 'verify')
    expect(first).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^unknown +mine [0-9a-f]{64}\nbuilt-in +stockroom-x4 [0-9a-f]{64}\n$/),
    })
    await writeFile(join(home, 'weights', 'empty.onnx'), '')
    const { code, stdout } = await stockroom(home, 'weights', 'verify')
    expect(code).toBe(1)
    expect(stdout).toContain('problem   empty is empty')
  })
})

function golden(name: string): string {
  return join(project, 'test', 'fixtures', 'goldens', `${name}.pth`)
}
