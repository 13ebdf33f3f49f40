// Takes the lock of a folder and keeps it until it is ended: `node lock-holder.ts FOLDER [PLATFORM]`.
import { messageOf } from '../../src/core/errors.ts'
import { takeLock } from '../../src/core/lock.ts'

const [folder = '', platform = process.platform] = process.argv.slice(2)
try {
  const lock = await takeLock(folder, { platform: platform as NodeJS.Platform })
  lock.describe({ address: 'http://127.0.0.1:5001' })
  process.stdout.write('held\n')
  process.stdin.resume() // the lock alone keeps no program running
} catch (error) {
  process.stdout.write(`${messageOf(error)}\n`)
}
