import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { MIGRATIONS } from './migrating.ts'

/**
 * Where the setup leaves a new database, ready to be copied: making one takes seconds. Its name changes
 * with all that it is made by.
 */
export function templateFolder(project: string): string {
  const modules = join(project, 'node_modules')
  const hash = createHash('sha256')
  for (const name of ['@electric-sql/pglite', 'pg-boss']) hash.update(versionOf(join(modules, name)))
  for (const name of readdirSync(MIGRATIONS)
    .filter((name) => name.endsWith('.sql'))
    .sort())
    hash.update(readFileSync(join(MIGRATIONS, name)))
  return join(modules, '.cache', 'stockroom', `store-${hash.digest('hex').slice(0, 16)}`)
}

function versionOf(folder: string): string {
  const { version }: { version: string } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  return `${version}\n`
}
