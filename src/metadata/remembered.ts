/** So many answers are kept by default; a library says the same words again and again. */
const USUAL = 20_000

/** Makes a pure function of a text remember its answers; all are forgotten when there are too many. */
export function remembered<Value>(answer: (text: string) => Value, most = USUAL): (text: string) => Value {
  const known = new Map<string, Value>()
  return (text) => {
    const before = known.get(text)
    if (before !== undefined) return before
    const value = answer(text)
    if (known.size >= most) known.clear()
    known.set(text, value)
    return value
  }
}
