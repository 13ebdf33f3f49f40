/** PostgreSQL's own words for "not now": connection trouble, shutting down, starting up, too many connections. */
const PASSING = /^(08|57P0[1-5]|53300)/
const SOCKET = /^E(CONN|PIPE|HOST|NET|TIMEDOUT|AI_AGAIN|NOTFOUND)/

/** Tells whether an error means that the database is out of reach for now, and not that something is wrong with what was asked. */
export function isOutage(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const code = 'code' in cause ? String(cause.code) : ''
    if (PASSING.test(code) || SOCKET.test(code)) return true
    if (
      /connection terminated|timeout exceeded when trying to connect|Client was closed|Connection ended/i.test(
        cause.message,
      )
    )
      return true
    if (cause instanceof AggregateError && cause.errors.some(isOutage)) return true
  }
  return false
}
