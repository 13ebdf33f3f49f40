import type { Combinations, CombinationTask } from './combinations.ts'

/** What the planning thread is told; functions cannot go there, so it remembers arrays by itself. */
export interface CombineMessage {
  type: 'combine'
  task: Omit<CombinationTask, 'arrayOf'>
}

/** What it tells: one answer for each task, in their order. */
export type CombiningMessage =
  | { type: 'combined'; combinations: Combinations }
  | { type: 'failed'; reason: string }
