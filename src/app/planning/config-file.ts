import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { AppError, hasCode, messageOf } from '../../core/errors.ts'
import { copyWhole, exists, writeWhole } from '../../core/files.ts'
import type { ConfigProblem } from '../../prompts/config-problem.ts'
import { readPromptConfig } from '../../prompts/prompt-config.ts'
import type { VisualSchema } from '../../prompts/visual-schema.ts'

/** The prompt config as it is on disk, and what is used of it. */
export interface ConfigState {
  /** The file that counts. */
  path: string
  /** Whether it is the one that came with the product and lies outside the data folders. */
  isShipped: boolean
  /** What prompts are planned from now; `earlier` is the last version without a mistake. */
  inUse: 'file' | 'earlier' | 'shipped' | 'nothing'
  schema: VisualSchema | null
  /** What is wrong with the file. */
  problems: ConfigProblem[]
  /** SHA-256 of what is in use. */
  sha256: string
  /** Changes with the file and with what is in use. */
  version: string
}

/** Reads the prompt config, again whenever it is asked and the file has changed. */
export interface ConfigFile {
  state(): Promise<ConfigState>
  /** Puts a copy of the shipped file where it can be edited, and returns its path; throws `conflict` when there is one. */
  copy(): Promise<string>
}

interface Places {
  /** The file of the data folders. */
  own: string
  /** The file of the project. */
  shipped: string
  /** Where the last version without a mistake is kept, for the next start. */
  earlier: string
}

/**
 * Watches over the prompt config by its bytes: it is a few pages long, and read whenever somebody plans.
 *
 * A version with a mistake is never used. Then the last good one is, which is kept over a restart; where there is none, the shipped file.
 */
export function createConfigFile({ own, shipped, earlier }: Places): ConfigFile {
  let last: { bytes: string; state: ConfigState } | undefined

  async function load(): Promise<ConfigState> {
    const mine = await bytesOf(own)
    const path = mine ? own : shipped
    const bytes = mine ?? (await bytesOf(shipped))
    const sha256 = hashOf(bytes)
    if (last?.bytes === `${path} ${sha256}`) return last.state
    const isShipped = !mine && resolve(own) !== resolve(shipped)
    const { schema, problems } = bytes ? readPromptConfig(bytes) : absent(path)
    const file = {
      path,
      isShipped,
      problems,
      sha256,
      version: `${sha256.slice(0, 12)}${isShipped ? 's' : ''}`,
    }
    const state: ConfigState = schema ? { ...file, schema, inUse: 'file' } : await standIn(file)
    if (schema && bytes && !isShipped) await keep(bytes)
    last = { bytes: `${path} ${sha256}`, state }
    return state
  }

  /** Finds what is used instead of a file with mistakes. */
  async function standIn(file: Omit<ConfigState, 'schema' | 'inUse'>): Promise<ConfigState> {
    for (const inUse of ['earlier', 'shipped'] as const) {
      const bytes = await bytesOf(inUse === 'earlier' ? earlier : shipped)
      const schema = bytes ? readPromptConfig(bytes).schema : null
      if (schema) return { ...file, schema, inUse, sha256: hashOf(bytes) }
    }
    return { ...file, schema: null, inUse: 'nothing' }
  }

  /** Losing this copy costs no more than the stand-in of a later mistake. */
  async function keep(bytes: Buffer): Promise<void> {
    const before = await bytesOf(earlier)
    if (!before?.equals(bytes)) await writeWhole(earlier, bytes).catch(() => undefined)
  }

  return {
    state: load,
    async copy() {
      if (await exists(own)) throw new AppError('conflict', `There is a prompt config already: ${own}.`)
      await copyWhole(shipped, own)
      return own
    },
  }
}

function absent(path: string): { schema: null; problems: ConfigProblem[] } {
  return {
    schema: null,
    problems: [{ line: 1, heading: null, message: `There is no ${path}.`, severity: 'mistake' }],
  }
}

async function bytesOf(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path)
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return null
    throw new AppError('unavailable', `The prompt config ${path} cannot be read: ${messageOf(error)}`, {
      cause: error,
    })
  }
}

function hashOf(bytes: Buffer | null): string {
  return createHash('sha256')
    .update(bytes ?? '')
    .digest('hex')
}
