/** What is kept fresh. */
interface Source<Answer> {
  /** Grows with everything that makes an answer old which was asked for before it. */
  age(): number
  ask(): Promise<Answer | null>
  adopt(answer: Answer): void
}

/**
 * Returns what brings something up to date: one question after the other, and once more when that is wished for meanwhile.
 *
 * An answer that a save has overtaken tells of what was before it. To adopt it would take the save back on the page, and
 * the next one would be made to what is no longer there; so it is asked for again.
 */
export function keepFresh<Answer>({ age, ask, adopt }: Source<Answer>): () => Promise<void> {
  let running: Promise<void> | undefined
  let isWanted = false

  async function run(): Promise<void> {
    while (isWanted) {
      isWanted = false
      const before = age()
      const answer = await ask()
      if (age() !== before) isWanted = true
      else if (answer !== null) adopt(answer)
    }
  }

  return () => {
    isWanted = true
    running ??= run().finally(() => {
      running = undefined
    })
    return running
  }
}
