import { z } from 'zod'
import { GenerationId } from '../core/ids.ts'
import { parse } from '../core/parse.ts'
import type { JobPlan, JobWish } from '../jobs/job.ts'
import type { Library } from '../library/library.ts'
import { type UpscaleInput, USUAL_OUTPUT } from './upscale-input.ts'

/** Where a schedule or a program finds pictures to enlarge. */
const PlanOptions = z.object({
  /** What is selected, or all that is raw. */
  from: z.enum(['selection', 'library']).default('selection'),
  /** Only these, when named; looks through the library then. */
  generation: GenerationId.optional(),
})

/** Finds pictures that have not been enlarged: those that are selected, unless another place is named. */
export async function planUpscale(
  { library, usual }: { library: Library; usual: Pick<UpscaleInput, 'model' | 'tile'> },
  { batchSize = 5000, options }: JobWish,
): Promise<JobPlan<UpscaleInput> | { nothing: string }> {
  const { from, generation } = parse(PlanOptions, options, 'Options')
  const isSelection = from === 'selection' && !generation
  const found = isSelection ? library.selection.get() : rawOf(library, generation)
  const items: string[] = []
  for (const id of await found) {
    if (items.length >= batchSize) break
    if (isSelection && (await library.find([id]))[0]?.stage === 'upscaled') continue
    if ((await library.derivedOf(id, 'upscaled')).length === 0) items.push(id)
  }
  if (items.length > 0) return { items, input: { ...usual, ...USUAL_OUTPUT, open: null } }
  return {
    nothing: isSelection
      ? 'Nothing is selected that has not been enlarged.'
      : 'Everything there has been enlarged.',
  }
}

async function rawOf(library: Library, generation: string | undefined): Promise<string[]> {
  const ids: string[] = []
  let cursor: string | undefined
  do {
    const page = await library.images({
      stage: 'raw',
      limit: 500,
      ...(generation && { generation }),
      ...(cursor && { cursor }),
    })
    ids.push(...page.images.map(({ id }) => id))
    cursor = page.next ?? undefined
  } while (cursor)
  return ids
}
