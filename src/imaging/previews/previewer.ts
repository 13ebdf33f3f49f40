import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import pLimit from 'p-limit'
import { AppError } from '../../core/errors.ts'
import type { Logger } from '../../core/log.ts'
import { thumbnail } from '../thumbnail.ts'
import { type MakerLimits, type MakerProcess, startMaker } from './maker-process.ts'
import type { FromMaker } from './protocol.ts'
import { createWishes } from './wishes.ts'

/** Makes previews in a process of low priority, which comes when it is needed and goes when it is not. */
export interface Previewer {
  /**
   * Makes a preview as `thumbnail` does; throws with the reason when the file cannot be decoded or has ended
   * the process twice, and `cancelled` after `stop`.
   */
  make(path: string, edge: number): Promise<Buffer>
  /** Starts the process, for previews are about to be asked for. */
  prepare(): void
  /** Ends the process; may be called twice. */
  stop(): void
}

/** How long things may take, in milliseconds; `idleMs` is how long the process stays when nothing is asked. */
interface PreviewLimits extends MakerLimits {
  idleMs: number
}

interface Options {
  log: Logger
  /** The script of the process. */
  entry?: string
  limits?: Partial<PreviewLimits>
}

const ENTRY = join(import.meta.dirname, 'maker.ts')
/** A huge picture may take minutes where everything else comes first. */
const USUAL: PreviewLimits = { readyMs: 60_000, silenceMs: 300_000, idleMs: 45_000 }
/** After so many starts in a row that came to nothing, no more are tried. */
const MOST_STARTS = 2
/** Here one core stays free for everything else, and of Node's four threads for files, too, one does. */
const HERE_AT_ONCE = Math.min(3, Math.max(1, availableParallelism() - 1))

/** Creates the dashboard's side of making previews; where no process can be started they are made here. */
export function createPreviewer({ log, entry = ENTRY, limits = {} }: Options): Previewer {
  const { idleMs, ...patience } = { ...USUAL, ...limits }
  const wishes = createWishes()
  const here = pLimit(HERE_AT_ONCE)
  let maker: MakerProcess | null = null
  let state: 'usual' | 'here' | 'stopped' = 'usual'
  let [isReady, failedStarts] = [false, 0]
  let idle: NodeJS.Timeout | undefined

  function start(): void {
    if (maker || state !== 'usual') return
    const started = startMaker({
      ...{ entry, limits: patience },
      onMessage: (message) => maker === started && hear(message),
      onEnd: (end) => maker === started && lose(end),
    })
    maker = started
  }

  function hear(message: FromMaker): void {
    if (message.type === 'ready') [isReady, failedStarts] = [true, 0]
    else if (message.type === 'made') wishes.answered(message.id)?.resolve(message.data)
    else wishes.answered(message.id)?.reject(new Error(message.reason))
    goOn()
  }

  /** Hands out what can be made now, and sees to it that the process goes when nothing is left. */
  function goOn(): void {
    if (!isReady) return
    for (const { id, path, edge } of wishes.take()) maker?.ask({ type: 'make', id, path, edge })
    const isBusy = wishes.inWork().length > 0
    maker?.expect(isBusy)
    clearTimeout(idle)
    if (!isBusy) idle = setTimeout(dismiss, idleMs)
  }

  /** Lets the process go; what it might still say is not listened to. */
  function dismiss(): void {
    clearTimeout(idle)
    maker?.kill()
    maker = null
    isReady = false
  }

  function lose(end: string): void {
    log.warn({ end, pictures: wishes.inWork().map(({ path }) => path) }, 'The preview maker ended')
    if (!isReady) failedStarts++
    wishes.blame(atFault())
    dismiss()
    if (failedStarts >= MOST_STARTS) makeHere()
    else if (wishes.areWaiting()) start()
  }

  /** A suspect is not let in: it might end this process as it ended the other. */
  function makeHere(): void {
    log.warn('Previews are made in the dashboard itself, for no process can be started for them')
    state = 'here'
    for (const { path, edge, isSuspect, resolve, reject } of wishes.clear()) {
      if (isSuspect) reject(atFault())
      else here(thumbnail, path, edge).then(resolve, reject)
    }
  }

  return {
    make(path, edge) {
      if (state === 'here') return here(thumbnail, path, edge)
      if (state === 'stopped') return Promise.reject(closing())
      const preview = wishes.add(path, edge)
      start()
      goOn()
      return preview
    },
    prepare: start,
    stop() {
      state = 'stopped'
      dismiss()
      for (const { reject } of wishes.clear()) reject(closing())
    },
  }
}

function atFault(): Error {
  return new Error('the process that makes previews ended over it')
}

function closing(): AppError {
  return new AppError('cancelled', 'Stockroom is closing and takes no more requests.')
}
