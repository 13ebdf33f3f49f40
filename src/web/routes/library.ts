import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import type { App, Thumbnail } from '../../app.ts'
import { AppError } from '../../core/errors.ts'
import { realInside } from '../../core/files.ts'
import { GenerationId, ImageId, STAGES } from '../../core/ids.ts'
import { parse } from '../../core/parse.ts'
import { done, whileWaiting } from '../answer.ts'
import { ListingQuery } from '../board-query.ts'
import { isSameMachine } from '../local-only.ts'

/** Fields with their new values; `version` and `base` say what they were made to. */
const SidecarEdit = z.looseObject({
  version: z.string().max(100).optional(),
  base: z.record(z.string(), z.unknown()).optional(),
})

const Folder = z.object({ generation: GenerationId, stage: z.enum(STAGES).default('upscaled') })

/** Generations and images for programs. */
export function libraryRoutes({ library, folders, open }: Pick<App, 'library' | 'folders' | 'open'>): Router {
  const router = Router()

  router.get('/generations', async (_req, res) => {
    res.json({ generations: await library.generations() })
  })

  router.get('/images', async (req, res) => {
    res.json(await library.images(parse(ListingQuery, req.query, 'Images')))
  })

  router.get('/images/*id', async (req, res) => {
    res.json(await library.image(idOf(req)))
  })

  router.put('/images/*id/sidecar', async (req, res) => {
    const { version, base, ...changes } = parse(SidecarEdit, req.body, 'Sidecar')
    const result = await library.saveSidecar(idOf(req), { changes, version, base })
    if (result.saved) return res.json({ ...result.sidecar, sidecar_version: result.version })
    const message =
      'The sidecar was changed meanwhile. Look at what it says now, and send its version with the edit.'
    res.status(409).json({ error: { code: 'conflict', message }, ...result })
  })

  router.post('/open-folder', async (req, res) => {
    const { generation, stage } = parse(Folder, req.body, 'Folder')
    if (!isSameMachine(req))
      throw new AppError('forbidden', 'A folder can be opened only from the machine itself.')
    const path = await realInside(
      folders.generations,
      stage === 'raw' ? generation : `${generation}/${stage}`,
    )
    await open(path)
    done(req, res, { json: { opened: path }, notice: (t) => t('notice.opened', { path }) })
  })

  return router
}

/** The pictures themselves: the file as it is, and a small preview. */
export function mediaRoutes({ library }: Pick<App, 'library'>): Router {
  const router = Router()

  router.get('/media/*id', async (req, res) => {
    const id = idOf(req)
    const { mime, version, issues } = await library.image(id)
    if (!mime)
      throw new AppError('unsupported', `${id} cannot be shown: ${issues[0] ?? 'it is not a picture'}`)
    const path = await library.pathOf(id)
    if (unchanged(req, res, version)) return
    res.set({ 'Content-Type': mime, 'Content-Length': String((await stat(path)).size) })
    // A reader that goes away half-way must not leave the file open.
    await pipeline(createReadStream(path), res).catch(() => res.destroy())
  })

  router.get('/thumbnails/*id', async (req, res) => {
    sendThumbnail(req, res, await library.thumbnail(idOf(req), whileWaiting(res)))
  })

  router.get('/trash-thumbnails/:entry', async (req, res) => {
    sendThumbnail(req, res, await library.trash.thumbnail(req.params.entry, whileWaiting(res)))
  })

  return router
}

function sendThumbnail(req: Request, res: Response, { data, etag }: Thumbnail): void {
  if (!unchanged(req, res, etag)) res.type('webp').send(data)
}

function idOf(req: Request<{ id: string[] }>): string {
  return parse(ImageId, req.params.id.join('/'), 'Image')
}

/** An address with `?v=` changes with the file, so the browser need not ask again. */
function unchanged(req: Request, res: Response, version: string): boolean {
  res.set({
    ETag: `"${version.replaceAll('"', '')}"`,
    'Cache-Control': req.query.v ? 'private, max-age=31536000, immutable' : 'private, no-cache',
  })
  if (!req.fresh) return false
  res.status(304).end()
  return true
}
