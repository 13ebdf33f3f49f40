import { spawn } from 'node:child_process'

/**
 * Runs a program to its end and resolves to its exit code and all it printed.
 *
 * Ctrl-C reaches the program too; this waits until it has tidied up, then rejects. A second Ctrl-C does
 * not wait. `timeout` (milliseconds) ends it with exit code null. The lock learns its process id: a
 * program can outlive us, and the next setup must wait for it too.
 */
export function run(command, args, { lock, ...options }) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true, ...options })
    if (child.pid) lock.share(child.pid)
    const chunks = []
    child.stdout.on('data', (chunk) => chunks.push(chunk))
    child.stderr.on('data', (chunk) => chunks.push(chunk))
    const stopped = stopWith(child)
    child.on('error', reject)
    child.on('close', (code) => {
      if (stopped())
        reject(Object.assign(new Error('it was stopped. The next start goes on.'), { exitCode: 130 }))
      else resolve({ code, output: Buffer.concat(chunks).toString('utf8').trim() })
    })
  })
}

function stopWith(child) {
  let stopped = false
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  const stop = (signal) => {
    stopped = true
    child.kill(signal)
  }
  for (const signal of signals) process.once(signal, stop)
  child.on('close', () => {
    for (const signal of signals) process.off(signal, stop)
  })
  return () => stopped
}
