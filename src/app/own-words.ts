import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { hasCode, messageOf } from '../core/errors.ts'
import { readOwnWords } from '../metadata/own-words.ts'
import type { OwnLists } from '../metadata/rights.ts'

/** The user's own words as they are on disk now. */
export interface OwnWords {
  lists: OwnLists
  mistakes: readonly string[]
  /** The file they are in, or would be. */
  path: string
}

const NAMES = ['rights.md', 'rights.txt']
const NONE: OwnLists = { block: [], allow: [] }

/**
 * Reads `config/rights.md` (or `.txt`) of the home folder whenever it is asked for, so that a change counts at once.
 *
 * No file is no words; one that cannot be read is a mistake to be told, and never an error.
 */
export function createOwnWords(home: string): () => Promise<OwnWords> {
  let known = { text: '', words: readOwnWords('') }
  return async () => {
    for (const name of NAMES) {
      const path = join(home, 'config', name)
      try {
        const text = new TextDecoder().decode(await readFile(path))
        // the same lists stay the same objects: what is built from them is kept
        if (text !== known.text) known = { text, words: readOwnWords(text) }
        return { ...known.words, path }
      } catch (error) {
        if (hasCode(error, 'ENOENT', 'ENOTDIR')) continue
        return { lists: NONE, mistakes: [`${name} cannot be read (${messageOf(error)}).`], path }
      }
    }
    return { lists: NONE, mistakes: [], path: join(home, 'config', NAMES[0] ?? '') }
  }
}
