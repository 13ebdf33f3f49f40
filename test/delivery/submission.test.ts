import { describe, expect, it } from 'vitest'
import { ADOBE } from '../../src/delivery/agencies/adobe.ts'
import { csvFiles } from '../../src/delivery/csv.ts'
import { type DeliverablePicture, describeFor } from '../../src/delivery/submission.ts'

const keywords = ['tree', 'gift', 'living room', 'winter', 'holiday']

describe('submission.csv', () => {
  it('has exactly the header of Adobe Stock, and a line feed after every row', () => {
    expect(csvOf([])).toBe('Filename,Title,Keywords,Category,Releases\n')
    expect(csvOf([picture()])).toBe(
      'Filename,Title,Keywords,Category,Releases\nimage_01.jpg,A tree,"tree, gift, living room, winter, holiday",15,\n',
    )
  })

  it('begins with a byte order mark only when asked', () => {
    expect(csvOf([], true)).toBe('\ufeffFilename,Title,Keywords,Category,Releases\n')
  })

  it('writes the releases by their names', () => {
    expect(csvOf([picture({ releases: ['Model Kim', 'House 3'] })])).toContain(',15,"Model Kim, House 3"\n')
  })

  it('is without warnings for a picture that has everything', () => {
    expect(warningsOf(picture())).toEqual([])
  })

  it('takes title and keywords from the file name when there is no sidecar, and says where it was looked for', () => {
    const nameless = {
      ...picture(),
      name: 'red_boat_on_lake-1a2b.jpg',
      originalName: 'red_boat_on_calm_lake_17655491.png',
      sidecar: null,
    }
    const { picture: delivered, warnings } = describeFor(ADOBE, nameless)
    expect(delivered.words).toEqual({
      title: 'Red boat on calm lake',
      description: 'Red boat on calm lake',
      keywords: ['red', 'boat', 'on', 'calm', 'lake'],
    })
    expect(delivered).toMatchObject({ category: undefined, isAi: null, kind: null })
    expect(warnings[0]).toMatchObject({
      name: 'red_boat_on_lake-1a2b.jpg',
      message:
        'red_boat_on_calm_lake_17655491.png has no sidecar, so title and keywords come from the file name. Looked for in g/image_01.json and g/upscaled/image_01.json.',
    })
  })

  it('tells why a sidecar could not be used', () => {
    const broken = { ...picture(), sidecar: null, problem: 'it is not JSON' }
    expect(warningsOf(broken)[0]).toContain('cannot be read (it is not JSON)')
  })

  it.each<[string, DeliverablePicture['sidecar'], RegExp]>([
    ['a title that is too long', { title: 'x'.repeat(71) }, /71 characters; Adobe Stock takes 70/],
    ['a comma in the title', { title: 'One, two' }, /comma/],
    ['too few keywords', { keywords: ['one'] }, /1 keywords; Adobe Stock needs at least 5/],
    ['too many keywords', { keywords: Array.from({ length: 50 }, (_, n) => `k${n}`) }, /50 keywords/],
    ['a sign that begins a formula', { title: '=A1 tree' }, /"=A1 tree" would begin a formula/],
  ])('warns of %s', (_, sidecar, message) => {
    expect(warningsOf(picture(sidecar)).join()).toMatch(message)
  })

  it('warns of a missing category', () => {
    const { category: _, ...rest } = picture().sidecar ?? {}
    expect(warningsOf({ ...picture(), sidecar: rest }).join()).toMatch(/no category/)
  })

  it('tells when a picture was not enlarged by Real-ESRGAN', () => {
    expect(warningsOf({ ...picture(), model: 'lanczos' })[0]).toMatch(/plain Lanczos/)
    expect(warningsOf({ ...picture(), model: 'stockroom-x4' })[0]).toContain(
      'was enlarged by the built-in model, not by Real-ESRGAN',
    )
  })
})

describe('what portals ask', () => {
  it.each([
    [{ is_ai_generated: false, prompt: 'a tree' }, false],
    [{ prompt: 'a tree' }, true],
    [{ model: 'Midjourney 6' }, true],
    [{}, null],
  ])('whether AI made it: %j', (sidecar, isAi) => {
    expect(describeFor(ADOBE, picture(sidecar)).picture.isAi).toBe(isAi)
  })

  it.each([
    ['photo', 'photo'],
    ['3D render', 'illustration'],
    ['Vector', 'illustration'],
    ['thing', null],
  ])('which file type %s is', (asset_type, kind) => {
    expect(describeFor(ADOBE, picture({ asset_type })).picture.kind).toBe(kind)
  })
})

function csvOf(pictures: DeliverablePicture[], bom = false): string {
  const rows = pictures.map((one) => ADOBE.columns.map(({ cell }) => cell(describeFor(ADOBE, one).picture)))
  const header = ADOBE.columns.map(({ head }) => head)
  return csvFiles(header, rows, { dialect: ADOBE.dialect, bom })
    .map(({ text }) => text)
    .join()
}

function warningsOf(one: DeliverablePicture): string[] {
  return describeFor(ADOBE, one).warnings.map(({ message }) => message)
}

function picture(sidecar: DeliverablePicture['sidecar'] = {}): DeliverablePicture {
  return {
    name: 'image_01.jpg',
    originalName: 'image_01.png',
    sidecar: { title: 'A tree', keywords, category: 15, ...sidecar },
    problem: null,
    lookedIn: ['g/image_01.json', 'g/upscaled/image_01.json'],
    model: 'realesr-general-x4v3',
    ...{ width: 3840, height: 2160, bytes: 3_000_000, mime: 'image/jpeg' },
  }
}
