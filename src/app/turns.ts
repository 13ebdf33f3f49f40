/** Runs a piece of work when all that came before it has ended; those that nobody waits for any more are left out. */
export type InTurn = <Result>(signal: AbortSignal, work: () => Promise<Result>) => Promise<Result>

/** Lets work wait in a line, so that no two pieces share the machine and spoil each other's time. */
export function createTurns(): InTurn {
  let last: Promise<unknown> = Promise.resolve()
  return (signal, work) => {
    const turn = last.then(() => {
      signal.throwIfAborted()
      return work()
    })
    last = turn.catch(() => {})
    return turn
  }
}
