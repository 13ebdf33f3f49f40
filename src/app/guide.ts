import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError, hasCode } from '../core/errors.ts'

/** The knowledge base as it is on disk. */
export interface Guide {
  /** Markdown. */
  text: string
  path: string
  language: 'en' | 'ko'
  /** Whether it is the file that came with the program, and not one in the home folder. */
  isShipped: boolean
}

const NAMES = { en: 'adobe_stock_guidelines.md', ko: 'adobe_stock_guidelines.ko.md' } as const

/**
 * Reads the guidelines as they are now, in a language where there are any in it.
 *
 * A file in the home folder's `config/` wins over the one that came with the program, whatever its
 * language: whoever wrote it wants to read it. Throws `not_found` where there is none at all.
 */
export async function readGuide(
  { home, project }: { home: string; project: string },
  language: Guide['language'],
): Promise<Guide> {
  const languages = [...new Set([language, 'en'] as const)]
  for (const root of new Set([home, project])) {
    for (const one of languages) {
      const path = join(root, 'config', NAMES[one])
      const text = await readText(path)
      if (text !== null) return { text, path, language: one, isShipped: root === project }
    }
  }
  const path = join(home, 'config', NAMES.en)
  throw new AppError('not_found', `There are no guidelines. Put them into ${path}, or get the program anew.`)
}

async function readText(path: string): Promise<string | null> {
  try {
    return new TextDecoder().decode(await readFile(path)) // leaves a mark of the byte order out
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return null
    throw error
  }
}
