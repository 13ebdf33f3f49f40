import { hasCode } from '../../core/errors.ts'

/**
 * PostgreSQL's own words for "not now": connection trouble, shutting down, starting up, too many
 * connections, a session that was idle for too long, a server that became the copy of another.
 */
const PASSING = /^(08|57P0[1-5]|53300|25P03|25006)/
const SOCKET = /^E(CONN|PIPE|HOST|NET|TIMEDOUT|AI_AGAIN|NOTFOUND)/
/** What the driver says itself, without a code. */
const DRIVER =
  /connection terminated|timeout exceeded when trying to connect|query read timeout|client was closed|connection ended|connection error and is not queryable/i

/** Tells whether an error means that the database is out of reach for now, and not that something is wrong with what was asked. */
export function isOutage(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const code = 'code' in cause ? String(cause.code) : ''
    if (PASSING.test(code) || SOCKET.test(code) || isSocketGone(cause) || DRIVER.test(cause.message))
      return true
    if (cause instanceof AggregateError && cause.errors.some(isOutage)) return true
  }
  return false
}

/** A server on this machine may listen on a file, which goes with it. */
function isSocketGone(error: Error): boolean {
  return hasCode(error, 'ENOENT') && 'syscall' in error && error.syscall === 'connect'
}
