// Installs what Stockroom needs, and only when something is missing: npm's pre-scripts call it before
// every start. It has no dependency and runs on any Node from 18 up, so it also works on the Node that
// is too old for Stockroom itself; such a computer gets a private Node inside node_modules, which npm's
// scripts find first.
//
//   node scripts/setup.mjs [--quiet]    installs, says nothing when there is nothing to do
//   node scripts/setup.mjs --cuda       fetches the CUDA libraries of ONNX Runtime (again)
//
// All it says goes to stderr: the commands it runs before may be asked for JSON on stdout.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { fetchCuda, hasCuda, hasNvidiaGpu } from './setup/cuda.mjs'
import { takeLock } from './setup/lock.mjs'
import { nextStep, runNpm } from './setup/npm.mjs'
import { linkOnWindows, nodeToAdd } from './setup/private-node.mjs'
import { makeTemplate, templateMark } from './setup/store-template.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const modules = join(root, 'node_modules')
const stampFile = join(modules, '.stockroom-setup.json')
const UNFINISHED = 'unfinished'

const say = (line) => console.error(line)

main(process.argv.slice(2)).catch((error) => {
  say(`Stockroom is not set up yet: ${error.message}`)
  process.exitCode = error.exitCode ?? 1
})

async function main(args) {
  const wanted = fingerprint()
  const isCuda = args.includes('--cuda')
  if (!isSetUp(wanted)) await locked(async (lock) => isSetUp(wanted) || setUp(wanted, lock))
  else if (!isCuda && !args.includes('--quiet')) say('Everything Stockroom needs is installed.')
  if (isCuda && !(await locked((lock) => fetchCuda(modules, lock, say)))) process.exitCode = 1
}

async function locked(work) {
  mkdirSync(modules, { recursive: true })
  const lock = await takeLock(modules, say)
  try {
    return await work(lock)
  } finally {
    lock.release()
  }
}

/** Names what should be installed: it changes with the lockfile, the dependencies and the system. */
function fingerprint() {
  const { dependencies, devDependencies, optionalDependencies, overrides } = readJson(
    join(root, 'package.json'),
  )
  const hash = createHash('sha256')
  hash.update(JSON.stringify([dependencies, devDependencies, optionalDependencies, overrides]))
  hash.update(readFileSync(join(root, 'package-lock.json')))
  return `${process.platform}-${process.arch} ${hash.digest('hex')}`
}

function isSetUp(wanted) {
  return isInstalled(wanted) && readStamp().template === templateMark(root)
}

function isInstalled(wanted) {
  return readStamp().installed === wanted && nodeToAdd(root).missing === false
}

async function setUp(wanted, lock) {
  if (!isInstalled(wanted)) await install(wanted, lock)
  const template = templateMark(root)
  if (template) await makeTemplate(root, lock, say)
  writeStamp({ installed: wanted, template })
}

async function install(wanted, lock) {
  const started = Date.now()
  const { spec, reason, running } = nodeToAdd(root)
  const anew = isBroken(wanted)
  say(
    `${anew ? "Installing Stockroom's parts (once, about 800 MB)" : "Bringing Stockroom's parts up to date"} ...`,
  )
  if (reason) say(reason)

  // From here until npm is done the stamp says so: a run cut short leaves it for the next one to find.
  writeStamp({ installed: UNFINISHED })
  if (anew) removePackages(running)
  const { code, output } = await runNpm(root, spec ? [spec] : [], lock)
  if (code !== 0) {
    say(output)
    throw new Error(nextStep(output, root))
  }
  if (spec) linkOnWindows(root, spec)
  writeStamp({ installed: wanted })
  say(`Installed in ${Math.round((Date.now() - started) / 1000)} s.`)
  if (hasNvidiaGpu() && !hasCuda(modules)) await fetchCuda(modules, lock, say)
}

/**
 * Whether npm must start from nothing. It trusts a package folder by its package.json alone, which an
 * install cut short may have written without the rest, and packages of another system do not fit here.
 */
function isBroken(wanted) {
  const { installed: stamp } = readStamp()
  if (stamp === undefined) return !existsSync(join(modules, '.package-lock.json'))
  return stamp === UNFINISHED || stamp.split(' ')[0] !== wanted.split(' ')[0]
}

/** Empties node_modules, except for our own files and the Node this runs on: Windows keeps that open. */
function removePackages(runningNode) {
  const kept = (name) => name === '.bin' || name === runningNode || name.startsWith('.stockroom')
  for (const name of readdirSync(modules).filter((name) => !kept(name))) {
    rmSync(join(modules, name), { recursive: true, force: true, maxRetries: 3 })
  }
}

function readStamp() {
  try {
    return readJson(stampFile) ?? {}
  } catch {
    return {}
  }
}

function writeStamp(stamp) {
  writeFileSync(stampFile, JSON.stringify(stamp))
}

function readJson(file) {
  return JSON.parse(readFileSync(file, 'utf8'))
}
