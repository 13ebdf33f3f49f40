import { expect, it } from 'vitest'
import { startTestDashboard } from '../support/dashboard.ts'

it('answers 422 or 400 to a wrong request with what was expected', async () => {
  const { api, address } = await startTestDashboard()
  const messageOf = async (path: string, body: unknown) => {
    const { status, body: answer } = await api('POST', path, body)
    return [status, answer.error.message]
  }
  expect(await messageOf('/api/submissions', { images: [] })).toEqual([
    422,
    'Submission, field images: expected at least one.',
  ])
  expect(await messageOf('/api/prompts', { count: 1, occasion: 'xmas' })).toEqual([
    422,
    'Prompts, field occasion: expected the id of an occasion of the calendar, such as "christmas" or "seollal".',
  ])
  expect(await messageOf('/api/prompts', { count: 1, only: { lighting: ['Neon'] } })).toEqual([
    422,
    expect.stringMatching(
      /^There is no "Neon" on the axis "lighting"; these are: Soft window light, Golden hour, /,
    ),
  ])
  const broken = await fetch(`${address}/api/prompts`, {
    ...{ method: 'POST', body: '{"count": ', headers: { 'content-type': 'application/json' } },
  })
  expect([broken.status, (await broken.json()).error.message]).toEqual([
    400,
    expect.stringContaining('The body is not valid JSON: '),
  ])
})
