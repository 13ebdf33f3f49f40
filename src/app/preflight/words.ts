import { placeOf } from '../../core/ids.ts'
import type { CountFindings, Image, Sidecar } from '../../library/library.ts'
import { checkDescription } from '../../metadata/description.ts'
import type { Finding } from '../../metadata/findings.ts'
import { openFindings } from '../../metadata/overrides.ts'
import { checkFile, type PreparedFile } from '../../metadata/preflight/file-rules.ts'
import { checkRights, type OwnLists } from '../../metadata/rights.ts'
import { sceneStems } from '../../metadata/word-overlap.ts'

/** What is said about a picture. */
export interface Words {
  sidecar: Sidecar | null
  problem: string | null
}

type Unjudged = Omit<Image, 'findings'>

/** Judges words, each sidecar once for as long as it stays the same. */
export interface WordChecks {
  /** Reads the user's own words anew; to be awaited before many pictures are judged. */
  ready(): Promise<void>
  findings(image: Pick<Image, 'name' | 'source'>, words: Words): readonly Finding[]
  /** The stems by which scenes are compared. */
  stems(words: Words): ReadonlySet<string>
  /** How many findings words and file give a picture, for lists of thousands. */
  count: CountFindings
}

/** Makes the checks; the library hands out the same object for a sidecar until its file changes, so that is what they remember by. */
export function createWordChecks(ownLists: () => Promise<OwnLists>): WordChecks {
  const known = new WeakMap<
    Sidecar,
    { name: string; lists: OwnLists | undefined; findings: readonly Finding[] }
  >()
  let lists: OwnLists | undefined
  const stems = new WeakMap<Sidecar, ReadonlySet<string>>()

  function findings(image: Pick<Image, 'name' | 'source'>, { sidecar, problem }: Words): readonly Finding[] {
    // a delivered name is short; what its maker called it says more, and is what delivery reads
    const name = image.source ? placeOf(image.source).name : image.name
    const before = sidecar && known.get(sidecar)
    if (before && before.name === name && before.lists === lists) return before.findings
    const found = [
      ...checkDescription(sidecar, { fileName: sidecar?.filename ?? name, problem }),
      ...(sidecar ? checkRights(sidecar, lists) : []),
    ]
    if (sidecar) known.set(sidecar, { name, lists, findings: found })
    return found
  }

  return {
    findings,
    async ready() {
      lists = await ownLists()
    },
    stems({ sidecar }) {
      if (!sidecar) return new Set()
      const found = stems.get(sidecar) ?? sceneStems(sidecar)
      stems.set(sidecar, found)
      return found
    },
    count(image, lookup) {
      const found = [...findings(image, lookup), ...checkFile(fileOf(image, []))]
      const open = openFindings(found, lookup.sidecar?.overrides).filter(({ rule }) => rule !== 'file-sound')
      const block = open.filter(({ level }) => level === 'block').length
      return { block, warn: open.length - block }
    },
  }
}

/** Returns what the file rules ask about a picture. */
export function fileOf(image: Unjudged, siblings: readonly string[]): PreparedFile {
  const { name, stage, mime, width, height, bytes, model, issues } = image
  // what is wrong with a sidecar is said by other rules
  const problem = issues.find((issue) => !issue.startsWith('The sidecar ')) ?? null
  return { name, stage, mime, width, height, bytes, model, problem, siblings }
}
