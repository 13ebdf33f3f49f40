import { readdirSync } from 'node:fs'
import { getPriority, setPriority } from 'node:os'

/**
 * Lets every thread of this process stand back for others, down to a niceness (`os.constants.priority`).
 *
 * On Linux a niceness belongs to a thread and is inherited by those it starts, and Node has started some
 * before our first line; elsewhere it belongs to the process. A system that refuses is left as it is: the
 * work matters more than its place in the line.
 */
export function standBack(niceness: number): void {
  for (const thread of threads()) {
    try {
      if (getPriority(thread) < niceness) setPriority(thread, niceness)
    } catch {
      // it has ended meanwhile, or this system allows no such thing
    }
  }
}

/** The ids of this process's threads; 0 stands for the process. */
function threads(): number[] {
  try {
    return readdirSync('/proc/self/task').map(Number)
  } catch {
    return [0]
  }
}
