import { mkdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { AppError, hasCode, messageOf } from '../core/errors.ts'
import { writeWhole } from '../core/files.ts'

const Content = z.record(z.string(), z.unknown())

/** Returns where a home folder keeps the settings that were written down. */
export function settingsPath(home: string): string {
  return join(home, 'config', 'settings.json')
}

/** Reads one setting as it was written down; undefined when it was not. */
export async function readSetting(home: string, field: string): Promise<unknown> {
  return (await contentOf(home))[field]
}

/** Writes one setting down and leaves the others as they are; `invalid` when the file is damaged. */
export async function saveSetting(home: string, field: string, value: string): Promise<void> {
  const content = { ...(await contentOf(home)), [field]: value }
  await mkdir(dirname(settingsPath(home)), { recursive: true })
  await writeWhole(settingsPath(home), `${JSON.stringify(content, null, 2)}\n`)
}

async function contentOf(home: string): Promise<Record<string, unknown>> {
  try {
    return Content.parse(JSON.parse((await readFile(settingsPath(home), 'utf8')).replace(/^\uFEFF/, '')))
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return {}
    throw new AppError('invalid', `${settingsPath(home)} is not a JSON object: ${messageOf(error)}`, {
      cause: error,
    })
  }
}
