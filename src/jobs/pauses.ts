import { AppError } from '../core/errors.ts'
import type { Changes } from './changes.ts'
import { noteEvent } from './history.ts'
import { eq } from './store/drizzle.ts'
import { pauses } from './store/schema.ts'
import type { Database } from './store/store.ts'

/** Everything is paused under this name. */
export const EVERYTHING = '*'

/** What is paused: kinds by name, or everything. */
export interface Pauses {
  list(): Promise<string[]>
  pause(scope: string): Promise<void>
  resume(scope: string): Promise<void>
}

/** Keeps what is paused in the store, so that it holds on every machine and after a restart. */
export function createPauses(options: {
  db: Database
  changes: Changes
  kinds: readonly string[]
  machine: string
}): Pauses {
  const { db, changes, kinds, machine } = options

  function check(scope: string): string {
    if (scope === EVERYTHING || kinds.includes(scope)) return scope
    throw new AppError('invalid', `Expected one of ${kinds.join(', ')} for kind but received "${scope}".`, {
      field: 'kind',
    })
  }

  return {
    list: async () => (await db.select().from(pauses)).map(({ scope }) => scope),
    async pause(given) {
      const scope = check(given)
      await db.transaction(async (tx) => {
        const added = await tx.insert(pauses).values({ scope }).onConflictDoNothing().returning()
        if (added.length > 0) await noteEvent(tx, { event: 'paused', machine, details: { scope } })
        await changes.tell(tx, { what: 'pause' })
      })
    },
    async resume(given) {
      const scope = check(given)
      await db.transaction(async (tx) => {
        const gone = await tx.delete(pauses).where(eq(pauses.scope, scope)).returning()
        if (gone.length > 0) await noteEvent(tx, { event: 'resumed', machine, details: { scope } })
        await changes.tell(tx, { what: 'pause' })
      })
    },
  }
}
