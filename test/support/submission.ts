import { join } from 'node:path'
import pino from 'pino'
import { createStanding } from '../../src/app/delivery/delivery.ts'
import type { SubmissionDeps } from '../../src/app/delivery/submissions.ts'
import { createLedger } from '../../src/delivery/ledger.ts'
import { inspect } from '../../src/imaging/inspection.ts'
import { createLibrary, type Library } from '../../src/library/library.ts'
import { categoryCode, categoryName } from '../../src/metadata/categories.ts'

/** Builds what makes submissions of the pictures of a home, with no rule that blocks any. */
export function submissionDeps(
  home: string,
  embedder: SubmissionDeps['embedder'],
): { deps: SubmissionDeps; library: Library } {
  const generations = join(home, 'generations')
  const ledger = createLedger(join(generations, 'ledger.jsonl'))
  const library = createLibrary({
    ...{ generations, trash: join(home, 'trash'), inspect, thumbnail: async () => Buffer.alloc(0) },
    ...{ categoryOf: categoryCode, categoryName, standing: createStanding(ledger) },
    log: pino({ level: 'silent' }),
  })
  const deps: SubmissionDeps = {
    ...{ library, ledger, embedder, fingerprint: async () => 'f'.repeat(32), blocked: async () => new Map() },
    carry: async () => {},
    usual: { embed: true, prompt: false, creator: '', rights: '', bom: false, csvName: '' },
  }
  return { deps, library }
}
