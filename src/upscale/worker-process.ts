import { fork } from 'node:child_process'
import { watchProgress } from './progress-watch.ts'
import { FromWorker, type ToWorker } from './protocol.ts'
import type { WorkerEnd } from './worker-end.ts'
import { createWorkerOutput } from './worker-output.ts'

/** How long a worker may take to get ready, and how long it may say nothing afterwards, in milliseconds. */
export interface WorkerLimits {
  readyMs: number
  silenceMs: number
  /** How long it may make no progress although it speaks; longer when its steps take long. */
  stallMs: number
}

/** What a worker is started with. */
export interface WorkerOptions {
  entry: string
  limits: WorkerLimits
  onMessage: (message: FromWorker) => void
  /** Gets the lines that the worker prints, and what is odd about it. */
  say: (line: string) => void
}

/** A running worker process. */
export interface WorkerProcess {
  send(message: ToWorker): void
  /** Asks it to finish what it is at, and to begin nothing more. */
  pause(): void
  /** Asks it to stop, and kills it after `graceMs`; asking again can only shorten the wait. */
  cancel(graceMs: number): void
  /** Resolves, never rejects, when the process is gone and all it said has been heard. */
  ended: Promise<WorkerEnd>
}

/** Starts a worker process, reads both its pipes, and kills it when it falls silent or gets stuck. */
export function startWorker({ entry, limits, onMessage, say }: WorkerOptions): WorkerProcess {
  const child = fork(entry, [], {
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    execArgv: ['--disable-warning=ExperimentalWarning'], // Node 22 has one about type stripping
  })
  const ended = Promise.withResolvers<WorkerEnd>()
  const output = createWorkerOutput(say)
  const kill = () => void child.kill('SIGKILL')
  let silentMs: number | null = null
  let stalledMs: number | null = null
  let failure: string | null = null
  let patience = watch(limits.readyMs)
  const progress = watchProgress(limits.stallMs, (ms) => {
    stalledMs = ms
    kill()
  })
  let grace: NodeJS.Timeout | undefined
  let open = 2 // the process with its pipes, and the message channel

  child.stdout?.setEncoding('utf8').on('data', output.pipe())
  child.stderr?.setEncoding('utf8').on('data', output.pipe())

  child.on('message', (raw) => {
    const { success, data } = FromWorker.safeParse(raw)
    if (!success) return say('(a message of the worker was not understood and is ignored)')
    clearTimeout(patience)
    patience = watch(limits.silenceMs)
    if (data.type !== 'heartbeat' && data.type !== 'log') progress.step()
    onMessage(data)
  })
  child.on('error', (error) => {
    if (child.pid !== undefined) return say(`(worker process: ${error.message})`)
    failure = error.message
    end(null, null)
  })
  child.on('disconnect', () => closed())
  child.on('close', () => closed())

  function watch(ms: number): NodeJS.Timeout {
    return setTimeout(() => {
      silentMs = ms
      kill()
    }, ms)
  }

  /** The last messages may still be on their way when the process is gone, so both ends are waited for. */
  function closed(): void {
    if (--open === 0) end(child.exitCode, child.signalCode)
  }

  function end(code: number | null, signal: NodeJS.Signals | null): void {
    clearTimeout(patience)
    clearTimeout(grace)
    progress.stop()
    output.end()
    ended.resolve({ code, signal, silentMs, stalledMs, failure, tail: output.tail() })
  }

  function send(message: ToWorker): void {
    if (child.connected) child.send(message, () => {}) // a dead receiver shows in how the process ended
  }

  return {
    send,
    pause: () => send({ type: 'pause' }),
    cancel(graceMs) {
      send({ type: 'cancel' })
      const earlier = grace
      grace = setTimeout(() => {
        clearTimeout(earlier)
        kill()
      }, graceMs)
    },
    ended: ended.promise,
  }
}
