import { readFile } from 'node:fs/promises'
import type { Pixels, Size } from '../../src/imaging/pixels.ts'

/** Seconds of processor time that this process has used, with all its threads. */
export function cpuSeconds(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

/** Megabytes that this process holds. */
export function memory(): number {
  return process.memoryUsage.rss() / 1e6
}

/** Megabytes that this process held at most. */
export async function highestMemory(): Promise<number> {
  const status = await readFile('/proc/self/status', 'utf8').catch(() => '')
  const kilobytes = /VmHWM:\s*(\d+)/.exec(status)?.[1]
  return kilobytes ? (Number(kilobytes) * 1024) / 1e6 : process.resourceUsage().maxRSS / 1000
}

/** A picture of noise. */
export function noise({ width, height }: Size): Pixels {
  const data = new Uint8Array(width * height * 3)
  for (let n = 0; n < data.length; n++) data[n] = Math.imul(n + 1, 2654435761) >>> 24
  return { data, width, height }
}
