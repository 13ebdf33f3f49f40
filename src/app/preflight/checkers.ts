import { type ChildProcess, fork } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import pLimit from 'p-limit'
import type { PixelFindings, PixelRequest } from '../../imaging/artefacts/check.ts'
import { FromChecker, type ToChecker } from '../../imaging/artefacts/protocol.ts'

/** How a check of one picture ended. */
export type Checked = { findings: PixelFindings } | Unchecked

/** Why a picture could not be checked; `lasts` where its own bytes are to blame, so that another try would end the same. */
export interface Unchecked {
  problem: string
  lasts: boolean
}

/** A bounded pool of checker processes of the lowest priority, so that neither the dashboard nor an upscale waits for them. */
export interface Checkers {
  /** Checks a picture in a process that is free, as soon as one is; throws when the signal aborts. */
  check(request: PixelRequest, signal: AbortSignal): Promise<Checked>
  /** Ends the processes; may be called twice. */
  stop(): void
}

const ENTRY = join(import.meta.dirname, '..', '..', 'imaging', 'artefacts', 'checker.ts')
/** A picture that takes longer than this will never be done. */
const PATIENCE_MS = 120_000

/** Makes a pool of as many processes as the machine has cores, one less, and four at most. */
export function createCheckers(size = Math.min(4, Math.max(1, availableParallelism() - 1))): Checkers {
  const limit = pLimit(size)
  const idle: ChildProcess[] = []
  const all = new Set<ChildProcess>()

  function start(): ChildProcess {
    const child = fork(ENTRY, [], {
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      execArgv: ['--disable-warning=ExperimentalWarning'],
    })
    child.on('error', () => {}) // one that cannot start shows in how it ends
    all.add(child)
    child.once('exit', () => {
      all.delete(child)
      const at = idle.indexOf(child)
      if (at >= 0) idle.splice(at, 1)
    })
    return child
  }

  async function checkOne(request: PixelRequest, signal: AbortSignal): Promise<Checked> {
    signal.throwIfAborted()
    const child = idle.pop() ?? start()
    const checked = await ask(child, request, signal)
    if (child.connected && !child.killed) idle.push(child)
    signal.throwIfAborted()
    return checked
  }

  return {
    check: (request, signal) => limit(checkOne, request, signal),
    stop() {
      for (const child of all) child.kill('SIGKILL')
      idle.length = 0
    },
  }
}

/** Sends one picture and waits for the answer; a process that dies over it, or is given up, takes only this picture along. */
function ask(child: ChildProcess, request: PixelRequest, signal: AbortSignal): Promise<Checked> {
  return new Promise((resolve) => {
    const give = (checked: Checked) => {
      clearTimeout(patience)
      child.off('message', hear).off('exit', died).off('error', died)
      signal.removeEventListener('abort', leave)
      resolve(checked)
    }
    const hear = (raw: unknown) => {
      const { success, data } = FromChecker.safeParse(raw)
      if (!success) return
      give(
        data.type === 'found' ? { findings: data.findings } : { problem: cannot(data.reason), lasts: true },
      )
    }
    const died = () =>
      give({ problem: 'The check ended before it was done, perhaps because memory ran out.', lasts: false })
    const leave = () => {
      child.kill('SIGKILL')
      give({ problem: 'The check was cancelled.', lasts: false })
    }
    const patience = setTimeout(() => {
      child.kill('SIGKILL')
      give({ problem: 'The check took longer than two minutes and was ended.', lasts: false })
    }, PATIENCE_MS)
    child.on('message', hear).once('exit', died).once('error', died)
    signal.addEventListener('abort', leave, { once: true })
    const message: ToChecker = { type: 'check', request }
    child.send(message, () => {}) // a dead receiver shows in its end
  })
}

function cannot(reason: string): string {
  return `The picture cannot be checked (${reason}).`
}
