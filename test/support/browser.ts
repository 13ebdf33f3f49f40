import { execFile } from 'node:child_process'
import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { createBrotliDecompress } from 'node:zlib'
import { type Browser, chromium, type LaunchOptions } from 'playwright-core'

const FLAGS = [
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--no-first-run',
]

/**
 * What the system has, Chromium's own Latin letters, and the Korean ones of a package of ours: this
 * lies in node_modules/.cache/<folder>/.
 */
const FONTS_CONF = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir prefix="relative">fonts</dir>
  <dir prefix="relative">../../@expo-google-fonts/nanum-gothic</dir>
</fontconfig>
`

/**
 * Opens a Chromium without a window. It is the one in CHROMIUM_PATH; else, on Linux x64, the one that
 * comes with the npm packages; else an installed Chrome or Edge. The caller closes it.
 */
export async function openBrowser(): Promise<Browser> {
  // Chromium refuses to start its sandbox for root, which CI and containers are.
  const args = process.getuid?.() === 0 ? ['--no-sandbox', ...FLAGS] : FLAGS
  const path = process.env.CHROMIUM_PATH
  if (path) return chromium.launch({ args, executablePath: path })
  if (`${process.platform}-${process.arch}` !== 'linux-x64') return openInstalled(args)
  return chromium.launch({ args, ...(await packagedChromium()) })
}

async function openInstalled(args: string[]): Promise<Browser> {
  const reasons: unknown[] = []
  for (const channel of ['chrome', 'msedge']) {
    try {
      return await chromium.launch({ args, channel })
    } catch (error) {
      reasons.push(error)
    }
  }
  throw new AggregateError(
    reasons,
    'Expected Chrome or Edge on this computer but found neither. Install one, or set CHROMIUM_PATH to a Chromium.',
  )
}

async function packagedChromium(): Promise<LaunchOptions> {
  const home = await unpackedChromium()
  const libraries = [join(home, 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':')
  const env = { ...process.env, LD_LIBRARY_PATH: libraries, FONTCONFIG_FILE: join(home, 'fonts.conf') }
  return { executablePath: join(home, 'chromium'), env }
}

/**
 * The folder with the Chromium of @sparticuz/chromium, its libraries and its fonts, unpacked when it is
 * not there yet. The package's own unpacking writes into the temporary folder, where two test files that
 * start together meet; here each unpacks for itself and the first to finish gives the folder its name.
 */
export async function unpackedChromium(): Promise<string> {
  const entry = fileURLToPath(import.meta.resolve('@sparticuz/chromium'))
  const source = join(entry.slice(0, entry.lastIndexOf('build')), 'bin')
  const cache = fileURLToPath(new URL('../../node_modules/.cache/', import.meta.url))
  // Another version of the package is another number of bytes.
  const { size } = await stat(join(source, 'chromium.br'))
  const home = join(cache, `chromium-${size}`)
  if (existsSync(home)) return home

  await mkdir(cache, { recursive: true })
  const staging = await mkdtemp(`${home}-`)
  try {
    for (const name of ['al2023', 'swiftshader', 'fonts'])
      await untar(join(source, `${name}.tar.br`), staging)
    await unbrotli(join(source, 'chromium.br'), join(staging, 'chromium'))
    await chmod(join(staging, 'chromium'), 0o755)
    await writeFile(join(staging, 'fonts.conf'), FONTS_CONF)
    await rename(staging, home)
  } catch (error) {
    await rm(staging, { recursive: true, force: true })
    if (!existsSync(home)) throw error
  }
  return home
}

async function untar(file: string, folder: string): Promise<void> {
  const tar = join(folder, basename(file, '.br'))
  await unbrotli(file, tar)
  await promisify(execFile)('tar', ['-x', '--no-same-owner', '-f', tar, '-C', folder])
  await rm(tar)
}

async function unbrotli(from: string, to: string): Promise<void> {
  await pipeline(createReadStream(from), createBrotliDecompress(), createWriteStream(to))
}
