import type { StateDict } from './checkpoint.ts'

/** The shapes that the tensors of a network must have, by name. */
export type Expectation = Map<string, number[]>

/** Returns the shapes of a 3x3 convolution with its bias. */
export function convolutionShapes(name: string, outputs: number, inputs: number): [string, number[]][] {
  return [
    [`${name}.weight`, [outputs, inputs, 3, 3]],
    [`${name}.bias`, [outputs]],
  ]
}

/**
 * Checks that a state dict is exactly a network: a tensor too many would be left out silently, and the
 * pictures would be wrong. Throws an error whose message goes on from the file's name.
 */
export function expectExactly(network: string, tensors: StateDict, expected: Expectation): void {
  for (const [name, shape] of expected) {
    const found = tensors.get(name)?.shape
    if (found?.join() === shape.join()) continue
    const what = found ? `has the shape [${found.join(', ')}] instead of [${shape.join(', ')}]` : 'is missing'
    throw new Error(`is like ${network}, but its tensor ${name} ${what}`)
  }
  const extra = [...tensors.keys()].find((name) => !expected.has(name))
  if (extra)
    throw new Error(`is like ${network}, but also has the tensor ${extra}, which that network has not`)
}
