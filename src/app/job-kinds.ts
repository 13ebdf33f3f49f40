import { createHash } from 'node:crypto'
import type { UsualSchedule } from '../jobs/schedules.ts'
import type { CheckInput } from './check-job.ts'
import type { PreflightInput } from './preflight/pixel-job.ts'
import type { UpscaleInput } from './upscale-input.ts'
import type { WeightsInput } from './weights-job.ts'

/** What each kind of job is given. */
export type Kinds = {
  upscale: UpscaleInput
  weights: WeightsInput
  check: CheckInput
  preflight: PreflightInput
}

/** What the product offers to do by the clock; all of it is off until somebody turns it on. */
export const SCHEDULES: readonly UsualSchedule[] = [
  { id: 'upscale-selected', kind: 'upscale', cron: '0 2 * * *', enabled: false },
  { id: 'check-library', kind: 'check', cron: '30 4 * * *', enabled: false },
]

/** Tells the data folder of a program from those of all others, in letters a queue may be named with. */
export function homeMark(machine: string, home: string): string {
  return createHash('sha256').update(`${machine}\n${home}`).digest('hex').slice(0, 12)
}
