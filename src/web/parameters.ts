import type { Sidecar } from '../app.ts'

/** What a picture is made with, in the order that people look for it. */
const PARAMETERS = ['prompt', 'negative_prompt', 'model', 'seed'] as const

/** One thing that a picture was made with, as its sidecar says it. */
export interface Parameter {
  name: (typeof PARAMETERS)[number]
  text: string
  /** Whether the picture beside it says something else. */
  differs: boolean
}

/** Returns what a sidecar says a picture was made with; nothing without one. */
export function parametersOf(sidecar: Sidecar | null): Parameter[] {
  return PARAMETERS.flatMap((name) => {
    const text = sidecar?.[name]
    return text ? [{ name, text, differs: false }] : []
  })
}

/** Marks what the other picture was not made with. */
export function withDifferences(own: readonly Parameter[], other: readonly Parameter[]): Parameter[] {
  return own.map((one) => ({
    ...one,
    differs: other.find(({ name }) => name === one.name)?.text !== one.text,
  }))
}
