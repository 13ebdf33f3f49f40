import type { App } from '../../src/app.ts'

/** Has its turn at the ledger until the function returned is called: a submission stays where it names its pictures. */
export async function holdLedger({ delivery }: Pick<App, 'delivery'>): Promise<() => Promise<void>> {
  const held = Promise.withResolvers<void>()
  const end = Promise.withResolvers<void>()
  const turn = delivery.ledger.add(async () => {
    held.resolve()
    await end.promise
    return { lines: [], result: undefined }
  })
  await held.promise
  return async () => {
    end.resolve()
    await turn
  }
}
