import { join } from 'node:path'

/** Where the setup leaves a new database, ready to be copied. */
export function templateFolder(project: string): string {
  return join(project, 'node_modules', '.cache', 'stockroom', 'store')
}
