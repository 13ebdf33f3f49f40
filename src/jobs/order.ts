/** Between urgent, usual and low there is room for an order of their own. */
export const BAND = 1_000_000

/** How urgent a priority is: below zero, usual, or above; places within a band go up to half of it. */
export function bandOf(priority: number): -1 | 0 | 1 {
  return Math.max(-1, Math.min(1, Math.round(priority / BAND))) as -1 | 0 | 1
}
