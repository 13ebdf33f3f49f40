import { join } from 'node:path'

/** The data folders below the home folder. */
export interface Folders {
  generations: string
  trash: string
  logs: string
  weights: string
}

/** Returns where the data lies. */
export function foldersOf(home: string): Folders {
  return {
    generations: join(home, 'generations'),
    trash: join(home, 'trash'),
    logs: join(home, 'logs'),
    weights: join(home, 'weights'),
  }
}
