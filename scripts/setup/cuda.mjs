import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './run.mjs'

const TIME_LIMIT = 10 * 60_000
/** NVIDIA's own tool; WSL and containers may have it without the entry in /proc. */
const LISTING = ['nvidia-smi', ['-L']]

/** Whether this is a system whose ONNX Runtime can use CUDA and an NVIDIA driver answers. */
export function hasNvidiaGpu() {
  if (!fitsCuda()) return false
  if (existsSync('/proc/driver/nvidia/version')) return true
  const answer = spawnSync(...LISTING, { encoding: 'utf8', timeout: 5_000 })
  return answer.status === 0 && /^GPU \d/m.test(answer.stdout)
}

/** Whether the CUDA libraries lie beside ONNX Runtime already. */
export function hasCuda(modules) {
  return existsSync(join(binaries(modules), 'libonnxruntime_providers_cuda.so'))
}

/**
 * Fetches the CUDA libraries by onnxruntime-node's own script; resolves to whether they are here now.
 * Stockroom works without them, so a failure is a sentence and nothing more.
 */
export async function fetchCuda(modules, lock, say) {
  if (!fitsCuda()) {
    say('The CUDA libraries are for Linux on x64; other systems use DirectML, CoreML or WebGPU without them.')
    return false
  }
  say('Fetching the CUDA libraries for the NVIDIA card (once, 10 minutes at most) ...')
  const failure = await fetchFailure(modules, lock)
  say(
    failure === undefined
      ? 'The CUDA libraries are here.'
      : `The CUDA libraries could not be fetched (${failure}). Stockroom will use another way; npm run setup:cuda tries again.`,
  )
  return failure === undefined
}

async function fetchFailure(modules, lock) {
  const script = join(modules, 'onnxruntime-node', 'script', 'install.js')
  // Without a clear yes the script does nothing when npm runs us: it takes our install for its own.
  const env = { ...process.env, ONNXRUNTIME_NODE_INSTALL: 'true' }
  let whole = false
  try {
    const { code, output } = await run(process.execPath, [script], {
      cwd: modules,
      env,
      lock,
      timeout: TIME_LIMIT,
    })
    whole = code === 0 && hasCuda(modules)
    if (!whole)
      return code === null ? 'it took too long' : (/Error: (.*)/.exec(output)?.[1] ?? `exit code ${code}`)
  } finally {
    if (!whole) removePartly(modules)
  }
}

function fitsCuda() {
  return process.platform === 'linux' && process.arch === 'x64'
}

/** Half a library would be loaded and fail later. The package itself brings none of these files. */
function removePartly(modules) {
  const folder = binaries(modules)
  if (!existsSync(folder)) return
  for (const name of readdirSync(folder).filter((name) => name.startsWith('libonnxruntime_providers_'))) {
    rmSync(join(folder, name), { force: true })
  }
}

function binaries(modules) {
  return join(modules, 'onnxruntime-node', 'bin', 'napi-v6', 'linux', 'x64')
}
