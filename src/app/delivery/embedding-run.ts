import pLimit from 'p-limit'
import { messageOf } from '../../core/errors.ts'
import { type EmbedOptions, embeddedOf } from '../../delivery/embedded.ts'
import type { Embedder, EmbedResult, EmbedWay } from '../../delivery/embedding.ts'
import type { Described, SubmissionWarning } from '../../delivery/submission.ts'
import type { Versions } from '../../library/deliveries.ts'
import type { Library } from '../../library/library.ts'

/** A described picture and where it is. */
export interface Leaving extends Described {
  id: string
}

/** What became of the pictures when their words were written into them. */
export interface EmbedReport {
  way: EmbedWay
  written: number
  /** How many said everything already. */
  same: number
  warnings: SubmissionWarning[]
  /** What the pictures' files were and are, by their ids. */
  versions: Map<string, Versions>
  /** Pictures that could not be written soundly, by their ids, and why. */
  failed: Map<string, string>
}

interface Run {
  options: EmbedOptions
  /** Once it aborts, no further picture is begun. */
  signal: AbortSignal | undefined
  /** Runs after each picture. */
  onStep: () => void
}

/** So many pictures are held in memory at once; exiftool has as many processes where there are cores for them. */
const AT_ONCE = 4

const LEFT: Record<Extract<EmbedResult, { state: 'left' }>['code'], { code: string; message: string }> = {
  credentials: {
    code: 'credentials',
    message:
      'It carries Content Credentials (C2PA). Writing into it would break their signature, so the words are in the CSV alone.',
  },
  foreign: {
    code: 'foreign_metadata',
    message:
      'Another program wrote metadata into it, which cannot be merged without Perl, so the words are in the CSV alone. Install Perl and make the CSV again.',
  },
  no_place: { code: 'no_place', message: 'This file type takes no words inside; they are in the CSV alone.' },
}

/** Writes their words into pictures; what fails for one does not keep back the others. */
export async function embedAll(
  { library, embedder }: { library: Pick<Library, 'deliveries'>; embedder: Embedder },
  pictures: readonly Leaving[],
  { options, signal, onStep }: Run,
): Promise<EmbedReport> {
  const report: EmbedReport = {
    ...{ way: await embedder.way(), written: 0, same: 0, warnings: [] },
    ...{ versions: new Map(), failed: new Map() },
  }
  await pLimit(AT_ONCE).map(pictures, async ({ id, picture }) => {
    if (signal?.aborted) return
    try {
      const wanted = embeddedOf(picture, options)
      const { result, versions } = await library.deliveries.rewrite(id, (copy) =>
        embedder.embed(copy, wanted),
      )
      report.versions.set(id, versions)
      if (result.state === 'left') {
        report.warnings.push({ name: picture.name, values: {}, ...LEFT[result.code] })
      } else report[result.state] += 1
    } catch (error) {
      report.failed.set(id, messageOf(error))
    }
    onStep()
  })
  return report
}
