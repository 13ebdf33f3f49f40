import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { build } from 'esbuild'
import { Router } from 'express'

/** The pages' script and style as they are served, and their addresses, which change with their content. */
export interface Assets {
  script: string
  style: string
  routes: Router
}

/** Bundles the browser's script and the styles in memory, and serves them with what lies in `public/`. */
export async function createAssets(project: string): Promise<Assets> {
  const { outputFiles } = await build({
    absWorkingDir: project,
    entryPoints: {
      script: join(project, 'src/browser/page.ts'),
      style: join(project, 'public/styles/page.css'),
    },
    outdir: '/',
    bundle: true,
    minify: true,
    format: 'esm',
    target: ['es2022', 'chrome120', 'firefox121', 'safari17'],
    write: false,
    logLevel: 'silent',
  })

  const routes = Router()
  const serve = (ending: string): string => {
    const file = outputFiles.find(({ path }) => path.endsWith(ending))
    if (!file) throw new Error(`esbuild wrote no ${ending}`)
    const mark = createHash('sha256').update(file.contents).digest('hex').slice(0, 12)
    const address = `/assets/${mark}${ending}`
    routes.get(address, (_req, res) => {
      res.set('Cache-Control', 'private, max-age=31536000, immutable')
      res.type(ending).send(Buffer.from(file.contents))
    })
    return address
  }
  return { script: serve('.js'), style: serve('.css'), routes }
}
