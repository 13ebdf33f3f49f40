import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { type DeliverablePicture, submissionCsv, submissionRow } from '../../src/delivery/submission.ts'

const keywords = ['tree', 'gift', 'living room', 'winter', 'holiday']

describe('submission.csv', () => {
  it('has exactly the header of Adobe Stock, and a line feed after every row', () => {
    expect(submissionCsv([])).toBe('Filename,Title,Keywords,Category,Releases\n')
    expect(submissionCsv([submissionRow(picture()).row])).toBe(
      'Filename,Title,Keywords,Category,Releases\nimage_01.jpg,A tree,"tree, gift, living room, winter, holiday",15,\n',
    )
  })

  it.each(['a "quoted" word', 'a, comma', 'two\nlines', '한국어 제목', 'مرحبا', '😀 emoji'])(
    'keeps the title %j as it is',
    (title) => {
      const csv = submissionCsv([submissionRow(picture({ title })).row])
      expect(parse(csv, { columns: true })).toMatchObject([{ Title: title }])
    },
  )

  it('writes the releases by their names', () => {
    expect(submissionRow(picture({ releases: ['Model Kim', 'House 3'] })).row.Releases).toBe(
      'Model Kim, House 3',
    )
  })

  it('is without warnings for a picture that has everything', () => {
    expect(submissionRow(picture()).warnings).toEqual([])
  })

  it('takes title and keywords from the file name when there is no sidecar, and says where it was looked for', () => {
    const { row, warnings } = submissionRow({
      ...picture(),
      name: 'red_boat_on_lake-1a2b.jpg',
      originalName: 'red_boat_on_calm_lake_17655491.png',
      sidecar: null,
    })
    expect(row).toMatchObject({
      Title: 'Red boat on calm lake',
      Keywords: 'red, boat, on, calm, lake',
      Category: '',
    })
    expect(warnings[0]).toMatchObject({
      name: 'red_boat_on_lake-1a2b.jpg',
      message:
        'red_boat_on_calm_lake_17655491.png has no sidecar, so title and keywords come from the file name. Looked for in g/image_01.json and g/upscaled/image_01.json.',
    })
  })

  it('tells why a sidecar could not be used', () => {
    const { warnings } = submissionRow({ ...picture(), sidecar: null, problem: 'it is not JSON' })
    expect(warnings[0]?.message).toContain('cannot be read (it is not JSON)')
  })

  it.each<[string, Partial<NonNullable<DeliverablePicture['sidecar']>>, RegExp]>([
    ['a title that is too long', { title: 'x'.repeat(71) }, /71 characters/],
    ['a comma in the title', { title: 'One, two' }, /comma/],
    ['too few keywords', { keywords: ['one'] }, /1 keywords/],
    ['too many keywords', { keywords: Array.from({ length: 50 }, (_, n) => `k${n}`) }, /50 keywords/],
    ['no category', { category: undefined }, /no category/],
  ])('warns of %s', (_, sidecar, message) => {
    expect(
      submissionRow(picture(sidecar))
        .warnings.map((warning) => warning.message)
        .join(),
    ).toMatch(message)
  })

  it('tells when a picture was not enlarged by Real-ESRGAN', () => {
    expect(submissionRow({ ...picture(), model: 'lanczos' }).warnings[0]?.message).toMatch(/plain Lanczos/)
    const [warning] = submissionRow({ ...picture(), model: 'stockroom-x4' }).warnings
    expect(warning).toMatchObject({
      code: 'built_in_model',
      message: expect.stringContaining('by the built-in model, not by Real-ESRGAN'),
    })
  })
})

function picture(sidecar: Partial<NonNullable<DeliverablePicture['sidecar']>> = {}): DeliverablePicture {
  return {
    name: 'image_01.jpg',
    originalName: 'image_01.png',
    sidecar: { title: 'A tree', keywords, category: 15, ...sidecar },
    problem: null,
    lookedIn: ['g/image_01.json', 'g/upscaled/image_01.json'],
    model: 'realesr-general-x4v3',
  }
}
