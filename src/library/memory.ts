/** What was learnt about files, each for one version of it; the oldest is forgotten when there is too much. */
export interface Memory<Value> {
  get(path: string, version: string): Value | undefined
  set(path: string, version: string, value: Value): void
  /** Returns all that is known, what was asked for last at the end. */
  entries(): [path: string, version: string, value: Value][]
}

/** Makes a memory for at most `most` files. */
export function createMemory<Value>(most: number): Memory<Value> {
  const known = new Map<string, { version: string; value: Value }>()

  return {
    get(path, version) {
      const entry = known.get(path)
      if (entry?.version !== version) return undefined
      known.delete(path) // a Map keeps the order of insertion, so what was asked for last goes last
      known.set(path, entry)
      return entry.value
    },
    set(path, version, value) {
      known.delete(path)
      known.set(path, { version, value })
      if (known.size <= most) return
      const [oldest] = known.keys()
      if (oldest !== undefined) known.delete(oldest)
    },
    entries: () => [...known].map(([path, { version, value }]) => [path, version, value]),
  }
}
