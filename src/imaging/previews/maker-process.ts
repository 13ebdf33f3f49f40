import { type ChildProcess, fork } from 'node:child_process'
import { FromMaker, type ToMaker } from './protocol.ts'

/** How long a preview maker may take to get ready, and how long it may say nothing while it works, in milliseconds. */
export interface MakerLimits {
  readyMs: number
  silenceMs: number
}

/** What a preview maker is started with. */
interface MakerOptions {
  entry: string
  limits: MakerLimits
  onMessage: (message: FromMaker) => void
  /** It is gone, and all it said has been heard; told once, with what is known about its end. */
  onEnd: (end: string) => void
}

/** A running preview maker. */
export interface MakerProcess {
  ask(message: ToMaker): void
  /** Tells whether answers are waited for: only then silence is a fault. */
  expect(answers: boolean): void
  kill(): void
}

/** Starts a preview maker; never throws, for one that cannot start shows in how it ends. */
export function startMaker(options: MakerOptions): MakerProcess {
  const { entry, limits, onMessage, onEnd } = options
  let child: ChildProcess
  try {
    child = fork(entry, [], {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      execArgv: ['--disable-warning=ExperimentalWarning'], // Node 22 has one about type stripping
    })
  } catch (error) {
    queueMicrotask(() => onEnd(String(error)))
    return { ask() {}, expect() {}, kill() {} }
  }
  let open = 2 // the process, and the message channel
  let why = ''
  let patience = watch(limits.readyMs)

  child.on('message', (raw) => {
    const { success, data } = FromMaker.safeParse(raw)
    if (success) onMessage(data)
  })
  child.on('error', (error) => {
    why = String(error)
    if (child.pid === undefined) end()
  })
  child.on('disconnect', closed)
  child.on('exit', closed)

  function watch(ms: number): NodeJS.Timeout {
    return setTimeout(() => {
      why = `it said nothing for ${ms} ms`
      child.kill('SIGKILL')
    }, ms)
  }

  /** The last answers may still be on their way when the process is gone, so both ends are waited for. */
  function closed(): void {
    if (--open === 0) end()
  }

  function end(): void {
    clearTimeout(patience)
    open = 0
    onEnd(why || (child.signalCode ?? `exit code ${child.exitCode}`))
  }

  return {
    ask: (message) => void (child.connected && child.send(message, () => {})),
    expect(answers) {
      clearTimeout(patience)
      if (answers) patience = watch(limits.silenceMs)
    },
    kill: () => void child.kill('SIGKILL'),
  }
}
