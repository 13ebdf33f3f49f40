/** A preview that somebody waits for. */
export interface Wish {
  id: number
  path: string
  edge: number
  /** Whether a process has ended while this was in work. */
  isSuspect: boolean
  resolve: (preview: Buffer) => void
  reject: (error: Error) => void
}

/**
 * The previews that are waited for, and which of them may be in work together.
 *
 * A picture may take the process along that decodes it. All that were in work then are suspects, and each
 * is made again alone, so that the one that ends a process once more is known, and all others come.
 */
export interface Wishes {
  add(path: string, edge: number): Promise<Buffer>
  /** Takes those into work that may be now. */
  take(): Wish[]
  /** Takes one out of work that is answered; nothing when nobody waits for that answer. */
  answered(id: number): Wish | undefined
  /** Returns those that are in work. */
  inWork(): Wish[]
  /** Tells whether any waits to be taken. */
  areWaiting(): boolean
  /** The process has ended with all that was in work: a suspect among them is to blame. */
  blame(error: Error): void
  /** Gives up and returns all there are. */
  clear(): Wish[]
}

/** Creates an empty list of wishes. */
export function createWishes(): Wishes {
  const inWork = new Map<number, Wish>()
  let [waiting, suspects]: [Wish[], Wish[]] = [[], []]
  let asked = 0

  function next(): Wish[] {
    if ([...inWork.values()].some(({ isSuspect }) => isSuspect)) return []
    if (suspects.length === 0) return waiting.splice(0)
    return inWork.size === 0 ? suspects.splice(0, 1) : []
  }

  return {
    add: (path, edge) =>
      new Promise((resolve, reject) => {
        waiting.push({ id: ++asked, path, edge, isSuspect: false, resolve, reject })
      }),
    take() {
      const taken = next()
      for (const wish of taken) inWork.set(wish.id, wish)
      return taken
    },
    answered(id) {
      const wish = inWork.get(id)
      inWork.delete(id)
      return wish
    },
    inWork: () => [...inWork.values()],
    areWaiting: () => suspects.length + waiting.length > 0,
    blame(error) {
      for (const wish of inWork.values()) {
        if (wish.isSuspect) wish.reject(error)
        else suspects.push({ ...wish, isSuspect: true })
      }
      inWork.clear()
    },
    clear() {
      const all = [...inWork.values(), ...suspects, ...waiting]
      inWork.clear()
      ;[waiting, suspects] = [[], []]
      return all
    },
  }
}
