import { mkdir, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pino } from 'pino'
import sharp from 'sharp'
import { onTestFinished } from 'vitest'
import { inspect } from '../../src/imaging/inspection.ts'
import { thumbnail } from '../../src/imaging/thumbnail.ts'
import { createLibrary, type Library, type LibraryDeps } from '../../src/library/library.ts'
import { categoryCode, categoryName } from '../../src/metadata/categories.ts'

/** A library in a temporary folder with everything a test wants to look at. */
export interface Bench {
  library: Library
  home: string
  root: string
  trash: string
  /** Paths that were inspected so far. */
  inspected: string[]
  /** Log lines so far. */
  logged: string[]
  /** Writes a file below the generations folder, with its folders. */
  put(name: string, data: string | Uint8Array): Promise<string>
  read(name: string): Promise<string>
  /** Makes another library over the same folders, as a restart does. */
  again(deps?: Partial<LibraryDeps>): Library
}

/** Opens a library over empty folders; it is stopped, and the folders deleted, when the test ends. */
export async function openBench(deps: Partial<LibraryDeps> = {}): Promise<Bench> {
  const home = await mkdtemp(join(tmpdir(), 'stockroom-library-'))
  const root = join(home, 'generations')
  const trash = join(home, 'trash')
  const inspected: string[] = []
  const logged: string[] = []
  const log = pino({ level: 'info' }, { write: (line: string) => void logged.push(line) })
  const opened: Library[] = []

  function again(more: Partial<LibraryDeps> = {}): Library {
    const library = createLibrary({
      generations: root,
      trash,
      inspect(path) {
        inspected.push(path)
        return inspect(path)
      },
      thumbnail,
      categoryOf: categoryCode,
      categoryName,
      log,
      ...deps,
      ...more,
    })
    opened.push(library)
    return library
  }

  onTestFinished(async () => {
    await Promise.all(opened.map((library) => library.stop()))
    await rm(home, { recursive: true, force: true, maxRetries: 5 })
  })
  await mkdir(root, { recursive: true })
  await mkdir(trash, { recursive: true })

  return {
    library: again(),
    ...{ home, root, trash, inspected, logged, again },
    async put(name, data) {
      const path = join(root, ...name.split('/'))
      await mkdir(dirname(path), { recursive: true })
      await writeFile(path, data)
      return path
    },
    read: (name) => readFile(join(root, ...name.split('/')), 'utf8'),
  }
}

const drawn = new Map<string, Promise<Buffer>>()

/** Draws a small plain PNG. */
export function png(color = '#808080', width = 32, height = 24): Promise<Buffer> {
  const key = `${color} ${width} ${height}`
  const picture =
    drawn.get(key) ??
    sharp({ create: { width, height, channels: 3, background: color } })
      .png()
      .toBuffer()
  drawn.set(key, picture)
  return picture
}

/** Sets a file's time of modification into the past. */
export async function age(path: string, seconds: number): Promise<void> {
  const time = new Date(Date.now() - seconds * 1000)
  await utimes(path, time, time)
}

/** Waits until a condition holds, looking at it whenever the library says that something changed. */
export async function untilChanged(
  library: Library,
  holds: () => Promise<boolean>,
  seconds = 45,
): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const end = () => {
      off()
      clearTimeout(timer)
    }
    const check = () => {
      holds().then(
        (yes) => {
          if (!yes) return
          end()
          resolve()
        },
        (error: unknown) => {
          end()
          reject(error)
        },
      )
    }
    const off = library.onChange(check)
    const timer = setTimeout(() => {
      end()
      reject(new Error(`Nothing of the kind happened in ${seconds} s`))
    }, seconds * 1000)
    check()
  })
}

/** Returns the ids of the first page. */
export async function idsOf(
  library: Library,
  query: Partial<Parameters<Library['images']>[0]> = {},
): Promise<string[]> {
  return (await library.images({ limit: 100, ...query })).images.map(({ id }) => id)
}
