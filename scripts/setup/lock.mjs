import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { uptime } from 'node:os'
import { join } from 'node:path'

const NAME = '.stockroom-lock'
/** No install takes longer (milliseconds). */
const LONGEST = 3_600_000

/**
 * Waits until no other setup works in the same node_modules. `share(pid)` names a child of ours that
 * holds the lock too, `release()` lets the next one in.
 *
 * The lock is a folder, which only one process can make, with the holders' process ids as files in it.
 */
export async function takeLock(modules, say) {
  const lock = join(modules, NAME)
  for (let told = false; !make(lock); ) {
    if (takeAway(lock)) continue
    if (!told) say('Another setup is at work here; waiting for it ...')
    told = true
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  const share = (pid) => writeFileSync(join(lock, String(pid)), '')
  share(process.pid)
  return { share, release: () => release(modules) }
}

function release(modules) {
  for (const name of readdirSync(modules).filter((name) => name.startsWith(NAME))) {
    rmSync(join(modules, name), { recursive: true, force: true })
  }
}

function make(lock) {
  try {
    mkdirSync(lock)
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  }
}

/**
 * Takes the lock from holders that are dead; true when it is worth trying again at once.
 *
 * It is renamed to a name made from a dead process: of two that see the same dead holders only one can
 * do so, because a folder with something in it is never renamed over.
 */
function takeAway(lock) {
  try {
    const holders = readdirSync(lock)
    if (holders.length === 0 ? ageOf(lock) < 5_000 : isValid(lock) && holders.some(isAlive)) return false
    renameSync(lock, `${lock}-${holders[0] ?? 'nobody'}`)
    return true
  } catch (error) {
    if (['ENOENT', 'ENOTEMPTY', 'EEXIST', 'EPERM'].includes(error.code)) return false
    throw error
  }
}

/** Whether the process ids in a lock mean anything: after a restart of the computer others have them. */
function isValid(lock) {
  return ageOf(lock) < Math.min(uptime() * 1000, LONGEST)
}

function ageOf(lock) {
  return Date.now() - statSync(lock).mtimeMs
}

function isAlive(pid) {
  try {
    process.kill(Number(pid), 0)
    return !isZombie(pid)
  } catch (error) {
    return error.code === 'EPERM'
  }
}

/** A killed process keeps its id until its parent asks; in many containers nobody ever does. */
function isZombie(pid) {
  const stat = `/proc/${pid}/stat`
  return existsSync(stat) && /\) Z /.test(readFileSync(stat, 'utf8'))
}
