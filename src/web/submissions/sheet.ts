import type { Agency, App, Ground, Handoff } from '../../app.ts'
import { type Moment, momentOf, type Words } from '../jobs/words.ts'

/** The hand-off sheet of a batch. */
export interface SheetModel extends Awaited<ReturnType<App['delivery']['handoff']>> {
  when: Moment
  /** The folders of the pictures, and the CSVs in each. */
  folders: { generation: string; files: Handoff['batch']['files'] }[]
  quota: { limit: number; used: number; here: number; left: number } | null
  /** What the agency takes, in words and numbers of its own, with where each comes from. */
  limits: { name: string; value: string; ground: Ground }[]
  canMark: boolean
  /** What became of the batch so far, when all of it has the same state. */
  states: [state: string, count: number][]
}

/** Gathers what the sheet shows. */
export async function sheetModel(
  { delivery }: Pick<App, 'delivery'>,
  id: string,
  words: Words,
): Promise<SheetModel> {
  const [handoff, quota] = await Promise.all([delivery.handoff(id), delivery.quota()])
  const { batch, agency } = handoff
  const entries = handoff.groups.flatMap((group) => group.entries)
  const here = entries.filter(({ state }) => state === 'prepared').length
  return {
    ...handoff,
    when: momentOf(batch.at, words),
    folders: [...Map.groupBy(batch.files, ({ generation }) => generation)].map(([generation, files]) => ({
      generation,
      files,
    })),
    quota:
      quota && agency.id === 'adobe'
        ? { ...quota, here, left: Math.max(0, quota.limit - quota.used - here) }
        : null,
    limits: limitsOf(handoff.preset),
    canMark: here > 0,
    states: [...Map.groupBy(entries, ({ state }) => state)].map(([state, list]) => [state, list.length]),
  }
}

/** Bytes are read as megabytes, types as the ends of file names. */
function limitsOf(preset: Agency | null): SheetModel['limits'] {
  return Object.entries(preset?.limits ?? {}).map(([name, { is, ...ground }]) => ({
    ...{ name, ground },
    value: typeof is === 'number' ? shown(name, is) : is.map((mime) => mime.replace('image/', '')).join(', '),
  }))
}

function shown(name: string, number: number): string {
  return String(name.endsWith('File') ? number / 1_000_000 : number)
}
