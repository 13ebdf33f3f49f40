import { Command } from 'commander'
import type { App, Health } from '../app.ts'
import { createTerminal } from './terminal.ts'

/** Less room than this is worth a word: a night's pictures in 4K take about as much. */
const ROOM = 2_000_000_000

interface Finding {
  ok: boolean
  /** Whether the product cannot work like this. */
  fatal: boolean
  text: string
}

/** `stockroom doctor`: what runs on what and why, and what to do about it. */
export function doctorCommand(open: () => App): Command {
  return new Command('doctor')
    .description('check engine, weights, folders, disk and Node')
    .option('--json', 'one JSON document on stdout')
    .action(async ({ json }: { json?: boolean }) => {
      const app = open()
      await app.prepare()
      const health = await app.health()
      const findings = examine(health)
      const healthy = findings.every(({ ok, fatal }) => ok || !fatal)
      createTerminal({ json }).result(
        { healthy, ...health, findings },
        findings.map(({ ok, fatal, text }) => `${ok ? ' ok ' : fatal ? 'FAIL' : 'note'}  ${text}`),
      )
      if (!healthy) process.exitCode = 1
    })
}

function examine({ version, node, platform, engine, weights, folders, free_disk_bytes }: Health): Finding[] {
  const usable = weights.filter(({ problem }) => !problem)
  const names = usable.map(({ id }) => id).join(', ')
  const useless = weights.filter(({ problem }) => problem)
  const gigabytes = (free_disk_bytes / 1e9).toFixed(1)
  return [
    { ok: true, fatal: false, text: `Stockroom ${version} on Node ${node}, ${platform}` },
    {
      ok: engine.device !== null,
      fatal: true,
      text: engine.device
        ? `Engine: ${engine.model} on ${engine.device} (${engine.why})`
        : `Engine: ${engine.why}`,
    },
    { ok: usable.length > 0, fatal: false, text: `Weights: ${names || 'none'}` },
    ...(engine.advice ? [{ ok: false, fatal: false, text: engine.advice }] : []),
    ...useless.map(({ id, problem }) => ({ ok: false, fatal: false, text: `Weights: ${id} ${problem}` })),
    ...folders.map(({ path, writable }) => ({
      ok: writable,
      fatal: true,
      text: writable
        ? `${path} can be written to`
        : `${path} cannot be written to; change its owner or rights, or set STOCKROOM_HOME`,
    })),
    { ok: free_disk_bytes > ROOM, fatal: false, text: `${gigabytes} GB of disk are free` },
  ]
}
