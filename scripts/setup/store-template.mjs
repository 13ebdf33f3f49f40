import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './run.mjs'

const TIME_LIMIT = 2 * 60_000

/** What the ready-made database is made by, besides the packages: when it changes, another is made. */
export function templateMark(root) {
  const folder = join(root, 'src', 'jobs', 'store', 'migrations')
  if (!existsSync(folder)) return undefined
  const hash = createHash('sha256')
  for (const name of readdirSync(folder).sort()) {
    if (name.endsWith('.sql')) hash.update(readFileSync(join(folder, name)))
  }
  return hash.digest('hex')
}

/**
 * Makes the database that a first start copies. Without it the first start makes one itself, which takes
 * seconds longer, so a failure is a sentence and nothing more.
 */
export async function makeTemplate(root, lock, say) {
  const script = join(root, 'scripts', 'make-store-template.ts')
  const { code, output } = await run(nodeOf(root), [script], { cwd: root, lock, timeout: TIME_LIMIT }).catch(
    (error) => {
      if (error.exitCode) throw error // Ctrl-C
      return { code: 1, output: error.message }
    },
  )
  if (code === 0) return
  const reason = code === null ? 'it took too long' : /^\w*Error\b.*/m.exec(output)?.[0]
  say(
    `The database for a fast first start could not be made (${reason ?? `exit code ${code}`}); Stockroom starts without it.`,
  )
}

/** The Node that Stockroom itself runs on: a private one where there is one. */
function nodeOf(root) {
  const own = join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.exe' : 'node')
  return existsSync(own) ? own : process.execPath
}
