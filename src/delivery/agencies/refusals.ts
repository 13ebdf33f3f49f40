import type { Standing } from '../../metadata/rules.ts'
import type { Refusal } from './agency.ts'

/** The agencies that take no pictures made with generative AI from contributors. */
export const REFUSALS: readonly Refusal[] = [
  refusal('shutterstock', 'Shutterstock', ['submit.shutterstock.com/help 10594622', 'official']),
  refusal('getty', 'Getty Images (iStock)', ['aitrace and cybernews', 'reported']),
  refusal('depositphotos', 'Depositphotos', ['Depositphotos help, titles of its questions', 'reported']),
  refusal('pond5', 'Pond5', ['Pond5 legal page, and aitrace', 'official'], ' and suspends accounts for them'),
]

function refusal(id: string, name: string, [source, standing]: [string, Standing], more = ''): Refusal {
  return {
    ...{ id, name },
    reason: `${name} takes no pictures made with generative AI from contributors${more}.`,
    proof: { on: '2026-06', source, standing },
  }
}
