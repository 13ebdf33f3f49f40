import type { ItemEnd, JobKind } from '../jobs/job.ts'
import type { Image, Library } from '../library/library.ts'

/** A check needs to know nothing: it looks at all generations that it is given. */
export type CheckInput = Record<string, never>

/** So many findings of a generation are told. */
const TOLD = 20
const PAGE = 500

/** The job behind "Check the library": every picture and sidecar of each generation is read, and what is wrong is told. */
export function checkJob(library: Library): JobKind<CheckInput> {
  return {
    async plan({ batchSize = 5000 }) {
      const items = (await library.generations()).map(({ id }) => id).slice(0, batchSize)
      return items.length > 0 ? { input: {}, items } : { nothing: 'There are no generations yet.' }
    },
    async run({ items, signal, pause, begin, settle, progress, log }) {
      for (const [index, generation] of items.entries()) {
        if (signal.aborted || pause.aborted) return
        progress({ step: index + 1, steps: items.length, label: generation })
        begin(generation)
        const end = await check(library, generation)
        if (end.reason) log(`${generation}: ${end.reason}`, 'error')
        await settle(end)
      }
    },
  }
}

async function check(library: Library, generation: string): Promise<ItemEnd> {
  const findings: string[] = []
  let pictures = 0
  for await (const image of imagesOf(library, generation)) {
    pictures++
    findings.push(...image.issues.map((issue) => `${image.name}: ${issue}`))
    const { problem } = await library.sidecarOf(image.id)
    if (problem && !image.issues.includes(problem)) findings.push(`${image.name}: ${problem}`)
  }
  const result = { pictures, findings: findings.length }
  if (findings.length === 0) return { id: generation, status: 'done', result }
  const more = findings.length > TOLD ? ` (and ${findings.length - TOLD} more)` : ''
  return { id: generation, status: 'failed', reason: findings.slice(0, TOLD).join(' ') + more, result }
}

async function* imagesOf(library: Library, generation: string): AsyncGenerator<Image> {
  let cursor: string | undefined
  do {
    const page = await library.images({ generation, stage: 'all', limit: PAGE, ...(cursor && { cursor }) })
    yield* page.images
    cursor = page.next ?? undefined
  } while (cursor)
}
