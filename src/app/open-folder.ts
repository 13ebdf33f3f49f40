import open from 'open'
import type { Logger } from '../core/log.ts'

/** Opens a folder in the machine's file manager; a machine without one is no error. */
export type OpenFolder = (path: string) => Promise<void>

/** Returns what opens folders and pages on this machine, or does nothing when it is not enabled. */
export function createOpener(enabled: boolean, log: Logger): OpenFolder {
  return async (target) => {
    if (!enabled) return
    try {
      const child = await open(target)
      child.on('error', (error) => log.warn({ err: error, target }, 'Could not open'))
    } catch (error) {
      log.warn({ err: error, target }, 'Could not open')
    }
  }
}
