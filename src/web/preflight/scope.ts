import { z } from 'zod'
import type { App, PreflightReport } from '../../app.ts'
import { GenerationId, ImageId } from '../../core/ids.ts'
import { queryOf } from '../addresses.ts'
import { listOrNone } from '../form.ts'

/** What is to be checked: a generation, some pictures, or the selection where nothing is named. */
export const Scope = z.object({
  generation: z.union([GenerationId, z.literal('')]).default(''),
  images: listOrNone(ImageId),
})

export type Scope = z.output<typeof Scope>

/** More pictures than this do not fit into an address. */
const NAMED = 40

/** Checks what a scope means, and returns the scope with the selection in it where that was meant. */
export async function checked(
  { preflight, library }: Pick<App, 'preflight' | 'library'>,
  scope: Scope,
): Promise<{ report: PreflightReport; isSelection: boolean }> {
  if (scope.generation)
    return { report: await preflight.checkGeneration(scope.generation), isSelection: false }
  if (scope.images.length > 0) return { report: await preflight.check(scope.images), isSelection: false }
  return { report: await preflight.check(await library.selection.get()), isSelection: true }
}

/** Returns the address of a scope's page; null for so many pictures that they are no selection and fit into none. */
export function addressOfScope({ generation, images }: Scope, selection: readonly string[]): string | null {
  if (generation) return `/preflight${queryOf({ generation })}`
  const isSelection = images.length === selection.length && images.every((id, n) => id === selection[n])
  if (images.length === 0 || isSelection) return '/preflight'
  return images.length <= NAMED ? `/preflight${queryOf({ images })}` : null
}
