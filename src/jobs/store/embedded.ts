import { closeSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import { PGlite } from '@electric-sql/pglite'
import { AppError, messageOf } from '../../core/errors.ts'

/** It is for one program on one machine: an eighth of the usual memory, and a log that stays small. */
const START = [
  ...PGlite.defaultStartParams,
  ...['-c', 'shared_buffers=16MB', '-c', 'max_wal_size=64MB', '-c', 'min_wal_size=32MB'],
]

/** PostgreSQL's codes for files that are not what they were: damaged data, a damaged index, a file that is gone. */
const DAMAGE = /^(XX00[12]|58P01)$/
const LAST_WORDS = 6

/** PostgreSQL inside this process. */
export class Embedded extends PGlite {
  /** What tells that files are damaged, once a query met it. */
  damage: string | null = null

  /**
   * Lets others run after each query: it is computed in this thread, and a loop of queries that only
   * awaits would keep requests and timers waiting until its end.
   */
  override async syncToFs(): Promise<void> {
    await super.syncToFs()
    await setImmediate()
  }

  override async execProtocolStream(...asked: Parameters<PGlite['execProtocolStream']>) {
    try {
      return await super.execProtocolStream(...asked)
    } catch (error) {
      if (error instanceof Error && 'code' in error && DAMAGE.test(String(error.code)))
        this.damage = error.message
      throw error
    }
  }
}

/** Starts PostgreSQL on a folder; an empty one becomes a database. Throws with PostgreSQL's own words. */
export async function startEmbedded(folder: string): Promise<Embedded> {
  const said: string[] = []
  const onStderr = (text: string) => {
    if (said.push(text) > LAST_WORDS) said.shift()
    return false
  }
  const client = new Embedded({ dataDir: folder, startParams: START, onStderr })
  try {
    await client.waitReady
    return client
  } catch (error) {
    letGoOfFiles(client)
    if (error instanceof RangeError) {
      const next = 'Close other programs, then start Stockroom again.'
      throw new AppError('unavailable', `There is not enough memory for the database of the jobs. ${next}`, {
        cause: error,
      })
    }
    throw new Error([messageOf(error), ...said].join('\n'), { cause: error })
  }
}

/** One that did not start has no way to be closed, and Windows moves no folder in which a file is open. */
function letGoOfFiles(client: Embedded): void {
  let streams: ({ nfd?: number } | null)[] = []
  try {
    streams = client.Module.FS.streams
  } catch {
    // it did not even come so far as to have files
  }
  for (const stream of streams) if (stream?.nfd !== undefined) closeSync(stream.nfd)
}
