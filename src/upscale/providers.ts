import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { InferenceSession } from 'onnxruntime-node'
import { AppError, messageOf } from '../core/errors.ts'

/** What a model can run on, by onnxruntime's names of its execution providers. */
export type Provider = 'cuda' | 'dml' | 'webgpu' | 'coreml' | 'cpu'

/** What a person may ask for: a provider, or the best one there is. */
export const DEVICES = ['auto', 'cuda', 'dml', 'webgpu', 'coreml', 'cpu'] as const

/** What a person may ask for. */
export type Device = (typeof DEVICES)[number]

/** An open model with what it runs on and why. */
export interface OpenSession {
  session: InferenceSession
  provider: Provider
  /** One sentence, for the page, the log and `doctor`. */
  why: string
}

/**
 * What "auto" tries on each system, fastest first; the CPU comes after all of them. WebGPU and CoreML can
 * be asked for by name: whether they are faster than the CPU is not known before they were measured.
 */
const automatic: Partial<Record<NodeJS.Platform, { provider: Provider; library?: string }[]>> = {
  linux: [{ provider: 'cuda', library: 'libonnxruntime_providers_cuda.so' }],
  win32: [{ provider: 'dml' }],
}

/**
 * Opens a model on the wanted device.
 *
 * onnxruntime throws for a provider it cannot use instead of falling back, so the chain is ours: `auto`
 * ends at the CPU and tells why; a device asked for by name throws `unavailable` when it cannot be used.
 */
export async function openSession(modelPath: string, wanted: Device): Promise<OpenSession> {
  if (wanted !== 'auto') return openNamed(modelPath, wanted)
  const obstacles: string[] = []
  for (const { provider, library } of automatic[process.platform] ?? []) {
    if (library && !isInstalled(library)) {
      obstacles.push(`${provider} needs libraries that are not installed`)
      continue
    }
    try {
      return {
        session: await create(modelPath, provider),
        provider,
        why: `${provider} is the fastest there is here`,
      }
    } catch (error) {
      obstacles.push(`${provider}: ${firstLine(error)}`)
    }
  }
  const why = `no faster device can be used here: ${obstacles.join('; ') || 'none is known on this system'}`
  return { session: await create(modelPath, 'cpu'), provider: 'cpu', why }
}

async function openNamed(modelPath: string, provider: Provider): Promise<OpenSession> {
  try {
    return { session: await create(modelPath, provider), provider, why: `${provider} was asked for` }
  } catch (error) {
    if (provider === 'cpu') throw error
    throw new AppError(
      'unavailable',
      `The device "${provider}" cannot be used here (${firstLine(error)}). Try the device "auto" or "cpu".`,
      { cause: error },
    )
  }
}

function create(modelPath: string, provider: Provider): Promise<InferenceSession> {
  return InferenceSession.create(modelPath, {
    executionProviders: [provider],
    graphOptimizationLevel: 'all', // less loses the blocked layout: 1.35 to 1.7 times slower
    enableMemPattern: false, // nearly halves the memory at the same speed
    executionMode: 'sequential',
    logSeverityLevel: 3,
  })
}

/** Whether a library lies beside onnxruntime's own: it prints an alarming error for each it cannot load. */
function isInstalled(library: string): boolean {
  const entry = createRequire(import.meta.url).resolve('onnxruntime-node')
  return existsSync(join(dirname(entry), '..', 'bin', 'napi-v6', process.platform, process.arch, library))
}

function firstLine(error: unknown): string {
  return messageOf(error).split('\n')[0]?.trim() ?? ''
}
