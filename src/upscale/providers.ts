import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { InferenceSession } from 'onnxruntime-node'
import { AppError, messageOf } from '../core/errors.ts'
import { whyNotFaster } from './race.ts'

/** What a model can run on, by onnxruntime's names of its execution providers. */
export const PROVIDERS = ['cuda', 'dml', 'webgpu', 'coreml', 'cpu'] as const

/** What a model can run on. */
export type Provider = (typeof PROVIDERS)[number]

/** What a person may ask for: a provider, or the best one there is. */
export const DEVICES = ['auto', ...PROVIDERS] as const

/** What a person may ask for. */
export type Device = (typeof DEVICES)[number]

/** Providers that are not to be tried, each with the reason. */
export type Avoided = Partial<Record<Provider, string>>

/** An open model with what it runs on and why. */
export interface OpenSession {
  session: InferenceSession
  provider: Provider
  /** One sentence, for the page, the log and `doctor`. */
  why: string
}

/** Takes part in the search for a provider. */
export interface Search {
  avoid: Avoided
  /** Is told before a provider is tried, and why one was not taken. */
  onTry: (provider: Provider) => void
  onRefuse: (provider: Provider, reason: string) => void
}

/**
 * What "auto" tries on each system, fastest first; the CPU comes after all of them. WebGPU and CoreML
 * may turn out to be a processor that plays a graphics card, so they have to win a race first.
 */
const automatic: Partial<
  Record<NodeJS.Platform, { provider: Provider; library?: string; mustRace?: boolean }[]>
> = {
  linux: [
    { provider: 'cuda', library: 'libonnxruntime_providers_cuda.so' },
    { provider: 'webgpu', mustRace: true },
  ],
  win32: [{ provider: 'dml' }, { provider: 'webgpu', mustRace: true }],
  darwin: [
    { provider: 'webgpu', mustRace: true },
    { provider: 'coreml', mustRace: true },
  ],
}

/**
 * Opens a model on the wanted device.
 *
 * onnxruntime throws for a provider it cannot use instead of falling back, so the chain is ours: `auto`
 * ends at the CPU and tells why; a device asked for by name throws `unavailable` when it cannot be used.
 */
export async function openSession(modelPath: string, wanted: Device, search: Search): Promise<OpenSession> {
  if (wanted !== 'auto') return openNamed(modelPath, wanted, search)
  const obstacles: string[] = []
  for (const { provider, library, mustRace = false } of automatic[process.platform] ?? []) {
    const known = search.avoid[provider] ?? (library && !isInstalled(library) ? missingLibraries : null)
    const found = known ?? (await tryOut(modelPath, provider, mustRace, search))
    if (typeof found !== 'string')
      return { session: found, provider, why: `${provider} is the fastest there is here` }
    if (known === null) search.onRefuse(provider, found)
    obstacles.push(`${provider}: ${found}`)
  }
  const why = `no faster device can be used here: ${obstacles.join('; ') || 'none is known on this system'}`
  return { session: await createSession(modelPath, 'cpu'), provider: 'cpu', why }
}

const missingLibraries =
  'its libraries are not installed, "npm run setup:cuda" brings them for an NVIDIA card'

/** Returns the session, or why the provider is not taken. */
async function tryOut(
  modelPath: string,
  provider: Provider,
  mustRace: boolean,
  { onTry }: Search,
): Promise<InferenceSession | string> {
  onTry(provider)
  try {
    const reason = mustRace ? await whyNotFaster(provider, createSession) : null
    return reason ?? (await createSession(modelPath, provider))
  } catch (error) {
    return firstLine(error)
  }
}

async function openNamed(modelPath: string, provider: Provider, { onTry }: Search): Promise<OpenSession> {
  if (provider !== 'cpu') onTry(provider)
  try {
    return { session: await createSession(modelPath, provider), provider, why: `${provider} was asked for` }
  } catch (error) {
    if (provider === 'cpu') throw error
    throw new AppError(
      'unavailable',
      `The device "${provider}" cannot be used here (${firstLine(error)}). Try the device "auto" or "cpu".`,
      { cause: error },
    )
  }
}

/** Opens a model file, or its bytes, on one provider. */
function createSession(model: string | Uint8Array, provider: Provider): Promise<InferenceSession> {
  const options: InferenceSession.SessionOptions = {
    executionProviders: [provider],
    graphOptimizationLevel: 'all', // less loses the blocked layout: 1.35 to 1.7 times slower
    enableMemPattern: false, // nearly halves the memory at the same speed
    executionMode: 'sequential',
    logSeverityLevel: 3,
  }
  return typeof model === 'string'
    ? InferenceSession.create(model, options)
    : InferenceSession.create(model, options)
}

/** Whether a library lies beside onnxruntime's own: it prints an alarming error for each it cannot load. */
function isInstalled(library: string): boolean {
  const entry = createRequire(import.meta.url).resolve('onnxruntime-node')
  return existsSync(join(dirname(entry), '..', 'bin', 'napi-v6', process.platform, process.arch, library))
}

/** onnxruntime begins with the line of its own source and the condition that did not hold there. */
function firstLine(error: unknown): string {
  const line = messageOf(error).split('\n')[0]?.trim() ?? ''
  return line.replace(/^.* was false\. /, '')
}
