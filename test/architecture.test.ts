import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..', 'src')

/** DESIGN's table of doors: what each room may import besides itself. Packages are free, rooms are not. */
const doors: Record<string, string[] | 'everything'> = {
  core: [],
  config: ['core'],
  library: ['core'],
  prompts: ['core'],
  metadata: ['core'],
  imaging: ['core'],
  jobs: ['core'],
  upscale: ['core', 'imaging'],
  delivery: ['core', 'library', 'metadata', 'imaging'],
  generate: ['core', 'library', 'prompts', 'metadata', 'imaging'],
  captions: ['core', 'library', 'prompts', 'metadata', 'imaging'],
  personas: ['core', 'library', 'prompts', 'metadata', 'imaging'],
  app: [
    'core',
    'config',
    'library',
    'prompts',
    'metadata',
    'imaging',
    'jobs',
    'upscale',
    'delivery',
    'generate',
    'captions',
    'personas',
  ],
  web: ['core', 'config (types)', 'app'],
  cli: ['core', 'config (types)', 'app', 'dashboard'],
  mcp: ['core', 'config (types)', 'app'],
  browser: [],
  dashboard: ['core', 'app', 'web'],
  main: 'everything',
}

interface Import {
  file: string
  from: string
  to: string
  isType: boolean
}

const imports = sources(root).flatMap(importsOf)

describe('the rooms of src/', () => {
  it('are all in the table', () => {
    const rooms = readdirSync(root).map(roomOf)
    expect([...new Set(rooms)].filter((room) => !(room in doors))).toEqual([])
  })

  it('import only through their doors', () => {
    expect(imports.filter((one) => !isAllowed(one)).map(({ file, to }) => `${file} imports ${to}`)).toEqual(
      [],
    )
  })

  it('lets the table catch a static, a side-effect, a dynamic and a type import', () => {
    const source = [
      "import { a } from '../web/a.ts'",
      "import '../web/b.ts'",
      "const c = await import('../web/c.ts')",
      "export { d } from '../web/d.ts'",
      "import type { E } from '../web/e.ts'",
    ].join('\n')
    const found = specifiersOf(source).map(({ specifier, isType }) => ({
      to: roomOf(specifier.slice(3)),
      isType,
    }))
    expect(found).toHaveLength(5)
    expect(found.every(({ to }) => to === 'web')).toBe(true)
    expect(found.filter(({ isType }) => isType)).toHaveLength(1)
  })

  it('keeps the worker to pixels and models', () => {
    const reached = reach(join(root, 'upscale', 'worker.ts'))
    expect([...reached].filter((room) => !['core', 'imaging', 'upscale'].includes(room))).toEqual([])
  })

  it('holds files and functions of a size that can be read', () => {
    const long = sources(root).flatMap((file) => {
      const lines = readFileSync(file, 'utf8').split('\n').length
      return lines > 400 ? [`${relative(root, file)}: ${lines} lines`] : []
    })
    expect(long).toEqual([])
  })

  it('has no grab-bags and no default exports', () => {
    const bags = sources(root).filter((file) => /(utils?|helpers?|common|misc|types|index)\.ts$/.test(file))
    const defaults = sources(root).filter((file) => /^export default/m.test(readFileSync(file, 'utf8')))
    expect([...bags, ...defaults]).toEqual([])
  })

  it('reads the environment only in the settings', () => {
    const readers = sources(root).filter((file) => /process\.env/.test(readFileSync(file, 'utf8')))
    expect(readers.map((file) => relative(root, file))).toEqual([join('config', 'settings.ts')])
  })
})

function isAllowed({ from, to, isType }: Import): boolean {
  const open = doors[from]
  if (from === to || open === 'everything') return true
  return open?.includes(to) === true || (isType && open?.includes(`${to} (types)`) === true)
}

function sources(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return entries.filter((name) => name.endsWith('.ts')).map((name) => join(folder, name))
}

function importsOf(file: string): Import[] {
  return specifiersOf(readFileSync(file, 'utf8')).map(({ specifier, isType }) => ({
    file: relative(root, file),
    from: roomOf(relative(root, file)),
    to: roomOf(relative(root, resolve(dirname(file), specifier))),
    isType,
  }))
}

/** Finds every relative import of a module: static, for side effects, re-exported, dynamic. */
function specifiersOf(source: string): { specifier: string; isType: boolean }[] {
  const pattern =
    /(?:^|\n)\s*(?:import|export)\s+(type\s)?(?:[^'"\n;]|\n(?!\s*(?:import|export)\b))*?['"](\.[^'"]+)['"]|import\(\s*['"](\.[^'"]+)['"]/g
  return [...source.matchAll(pattern)].map(([, type, named, dynamic]) => ({
    specifier: named ?? dynamic ?? '',
    isType: type !== undefined,
  }))
}

function roomOf(path: string): string {
  return (path.split(sep)[0] ?? path).replace(/\.ts$/, '')
}

/** The rooms a module reaches through everything it imports at run time. */
function reach(entry: string, seen = new Set<string>()): Set<string> {
  if (seen.has(entry)) return new Set()
  seen.add(entry)
  const rooms = new Set([roomOf(relative(root, entry))])
  for (const { specifier, isType } of specifiersOf(readFileSync(entry, 'utf8'))) {
    if (isType) continue
    for (const room of reach(resolve(dirname(entry), specifier), seen)) rooms.add(room)
  }
  return rooms
}
