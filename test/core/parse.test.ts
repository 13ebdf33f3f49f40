import { expect, it } from 'vitest'
import { z } from 'zod'
import { AppError } from '../../src/core/errors.ts'
import { parse } from '../../src/core/parse.ts'

const Form = z.object({
  images: z.array(z.object({ id: z.string() })).min(1),
  tile: z.coerce.number().default(384),
})

it('returns the trusted value, with defaults and conversions', () => {
  expect(parse(Form, { images: [{ id: 'a' }], tile: '256', other: 1 }, 'Upscale')).toEqual({
    images: [{ id: 'a' }],
    tile: 256,
  })
})

it('names the field that is wrong', () => {
  const wrong = () => parse(Form, { images: [{ id: 'a' }, { id: 5 }] }, 'Upscale')

  expect(wrong).toThrow(AppError)
  expect(wrong).toThrow(/^Upscale, field images\.1\.id: .+\.$/)
  try {
    wrong()
  } catch (error) {
    expect(error).toMatchObject({ code: 'invalid', field: 'images.1.id', cause: expect.any(z.ZodError) })
  }
})

it('speaks of the whole when the whole is wrong', () => {
  expect(() => parse(Form, 'text', 'config/settings.json')).toThrow(/^config\/settings\.json: .+\.$/)
})
