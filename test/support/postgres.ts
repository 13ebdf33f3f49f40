import { afterAll, beforeAll, describe } from 'vitest'
import { DEBIAN, findPostgres, type PostgresServer, startPostgres } from './postgres-server.ts'

export type { PostgresServer } from './postgres-server.ts'

const binaries = findPostgres()

/** Describes what needs a PostgreSQL server; skipped, and said, where none is installed. */
export const describePostgres = describe.skipIf(binaries === undefined)

if (binaries === undefined) {
  process.stderr.write(
    `Skipped what needs a PostgreSQL server: expected its programs in ${DEBIAN}/*/bin (apt-get install postgresql).\n`,
  )
}

/** Has a server for the tests of a file, from its first to its last; none starts where they are skipped. */
export function usePostgres(): () => PostgresServer {
  let server: PostgresServer | undefined
  beforeAll(async () => {
    if (binaries) server = await startPostgres(binaries)
  })
  afterAll(() => server?.remove())
  return () => {
    if (!server) throw new Error('There is no server outside the tests.')
    return server
  }
}
