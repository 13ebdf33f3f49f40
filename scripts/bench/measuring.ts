import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { z } from 'zod'
import type { Size } from '../../src/imaging/pixels.ts'

const n = z.number()

/** Floating-point operations in a second of wall clock, and of processor time. */
export const Floor = z.object({ perWall: n, perCpu: n })

/** Seconds for one tile, megabytes at most and after release, the longest gap between heartbeats in ms, and JS time in ms. */
export const Inference = z.object({ wall: n, cpu: n, peak: n, left: n, gap: n, script: n })

/** Milliseconds of a whole job and of its bare inference, and megabytes after each picture. */
export const Job = z.object({
  ...{ job: n, bare: n, busy: n, count: n, done: z.array(n), failed: z.array(z.string()) },
  ...{ redundant: n, tiles: n, peak: n },
})

/** What another program takes for the same tile. */
export const Peer = z.object({ wall: n, cpu: n, peak: n, version: z.string() })

/** Runs one of the measuring scripts in a process of its own and reads its answer. */
export async function measure<Schema extends z.ZodType>(
  schema: Schema,
  script: string,
  args: string[],
): Promise<z.output<Schema>> {
  const path = fileURLToPath(new URL(script, import.meta.url))
  const { stdout } = await promisify(execFile)(process.execPath, [path, ...args], { maxBuffer: 1e8 })
  return schema.parse(JSON.parse(stdout))
}

/** Measures PyTorch on the same tile; null where it is not installed. */
export async function torchPeer<Schema extends z.ZodType>(
  schema: Schema,
  name: string,
  { width, height }: Size,
  runs: string,
): Promise<z.output<Schema> | null> {
  const path = fileURLToPath(new URL('torch-peer.py', import.meta.url))
  for (const python of ['python3', '/usr/bin/python3']) {
    try {
      await promisify(execFile)(python, ['-c', 'import torch'])
    } catch {
      continue
    }
    const { stdout } = await promisify(execFile)(python, [path, name, `${width}`, `${height}`, runs])
    return schema.parse(JSON.parse(stdout))
  }
  return null
}
