import { AppError, invalid } from '../../core/errors.ts'
import { ADOBE } from './adobe.ts'
import type { Agency } from './agency.ts'
import { DREAMSTIME } from './dreamstime.ts'
import { GENERIC } from './generic.ts'
import { MAGNIFIC } from './magnific.ts'
import { REFUSALS } from './refusals.ts'
import { RF123 } from './rf123.ts'
import { VECTEEZY } from './vecteezy.ts'

/** Every agency that can be delivered to, in the order in which it is offered. */
export const AGENCIES: readonly Agency[] = [ADOBE, MAGNIFIC, RF123, DREAMSTIME, VECTEEZY, GENERIC]

/** Returns an agency, or throws: `forbidden` with the reason for one that refuses AI pictures, `invalid` for one that is not known. */
export function agencyOf(id: string): Agency {
  const known = AGENCIES.find((agency) => agency.id === id)
  if (known) return known
  const refusal = REFUSALS.find((one) => one.id === id || (id === 'istock' && one.id === 'getty'))
  if (refusal) throw new AppError('forbidden', refusal.reason, { field: 'agency' })
  throw invalid('agency', `one of ${AGENCIES.map((agency) => agency.id).join(', ')}`, id)
}

/** Returns the name of an agency, also of one that is known from an imported ledger alone. */
export function agencyName(id: string): string {
  return [...AGENCIES, ...REFUSALS].find((one) => one.id === id)?.name ?? id
}
