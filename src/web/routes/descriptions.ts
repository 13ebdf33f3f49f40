import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import type { App, SettledFinding } from '../../app.ts'
import { ImageId } from '../../core/ids.ts'
import { parse } from '../../core/parse.ts'
import { done } from '../answer.ts'

/** A form holds a reason for each rule (`reason.rights-brand`), a program sends one. */
const Override = z
  .looseObject({ rule: z.string().max(100) })
  .transform((sent) => ({ rule: sent.rule, reason: sent.reason ?? sent[`reason.${sent.rule}`] }))
  .pipe(z.object({ rule: z.string(), reason: z.string().max(1000) }))
const Withdrawal = z.object({ rule: z.string().max(100) })

/** What is wrong with a picture's words, what could be said instead, and what somebody decided about it. */
export function descriptionRoutes({ library, describe }: Pick<App, 'library' | 'describe'>): Router {
  const router = Router()

  router.get('/images/*id/description', async (req, res) => {
    const id = idOf(req)
    const { own, ...report } = await describe.report(id, await library.openSidecar(id))
    res.json({ ...report, mistakes: own.mistakes })
  })

  router.post('/images/*id/overrides/withdraw', withdraw)
  router.route('/images/*id/overrides').post(decide).put(decide).delete(withdraw)

  async function decide(req: IdRequest, res: Response): Promise<void> {
    const { rule, reason } = parse(Override, req.body, 'Override')
    answer(req, res, await describe.override(idOf(req), rule, reason))
  }

  async function withdraw(req: IdRequest, res: Response): Promise<void> {
    const { rule } = parse(Withdrawal, { ...req.query, ...req.body }, 'Override')
    answer(req, res, await describe.withdraw(idOf(req), rule))
  }

  return router
}

function answer(req: Request, res: Response, findings: SettledFinding[]): void {
  done(req, res, { json: { findings } })
}

type IdRequest = Request<{ id: string[] }>

function idOf(req: IdRequest): string {
  return parse(ImageId, req.params.id.join('/'), 'Image')
}
