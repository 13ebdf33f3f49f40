import type { Request, Response } from 'express'
import { z } from 'zod'
import { AppError } from '../core/errors.ts'
import type { Translate } from './i18n.ts'
import { type NoticeModel, view } from './views.ts'

/** What a handler has done, for whoever asked. */
export interface Done {
  /** For a program. */
  json: unknown
  /** For a person, in their language; none where the panels say it. */
  notice?: (t: Translate) => string
  /** The form that takes it back. */
  undo?: Pick<NonNullable<NoticeModel['undo']>, 'action' | 'fields'> | null
  status?: number
  /** Whether a dialog in which it was asked for has served its purpose. */
  closes?: boolean
  /** What else on the page is to be fetched anew. */
  triggers?: readonly string[]
}

/** What an undo form says besides its own fields: the sentence of what it takes back, or does again. */
const Way = z
  .object({ undoes: z.string().max(1000).optional(), redoes: z.string().max(1000).optional() })
  .catch({})

/** Answers a finished action: JSON for a program, a notice for a script, the page again for a plain form. */
export function done(req: Request, res: Response, answer: Done): void {
  const { json, notice, undo = null, status = 200, closes = false, triggers = [] } = answer
  if (isFragment(req)) {
    const usual = ['library-changed', 'strip-changed', 'jobs-changed', ...(closes ? ['dialog-done'] : [])]
    res.set('HX-Trigger', [...usual, ...triggers].join(', '))
    if (notice) view(res, 'parts/notice', noticeOf(req, notice(res.locals.t), undo, res.locals.t))
    else res.status(204).end()
  } else if (req.accepts(['json', 'html']) === 'html') {
    res.redirect(303, backTo(req))
  } else {
    res.status(status).json(json)
  }
}

/** Tells whether a request takes something back or does it again. */
export function isRetracing(req: Request): boolean {
  const { undoes, redoes } = Way.parse(req.body)
  return undoes !== undefined || redoes !== undefined
}

/** Words a notice: what is undone is named by the sentence that told of it, and can be done again. */
function noticeOf(req: Request, said: string, undo: Done['undo'], t: Translate): NoticeModel {
  const { undoes, redoes } = Way.parse(req.body)
  const what = undoes ?? redoes ?? said
  const way = undoes === undefined ? 'undo' : 'redo'
  const text =
    undoes !== undefined
      ? t('cull.undone', { what })
      : redoes !== undefined
        ? t('cull.redone', { what })
        : said
  const isNew = undoes === undefined && redoes === undefined
  return { text, tone: 'info', undo: undo ? { ...undo, way, what, isNew } : null }
}

/** Tells whether htmx asks for a part of a page. */
export function isFragment(req: Request): boolean {
  return req.get('HX-Request') === 'true'
}

/** Tells whether a person asked, by a script or a plain form, and not a program. */
export function isForPerson(req: Request): boolean {
  return isFragment(req) || req.accepts(['json', 'html']) === 'html'
}

/** Ends when the reader has gone: what it asked for and has scrolled past need not be made. */
export function whileWaiting(res: Response): AbortSignal {
  const gone = new AbortController()
  res.once('close', () => gone.abort(new AppError('cancelled', 'Nobody waits for this any more.')))
  return gone.signal
}

/** Returns the page a form was on, when it is one of ours. */
export function backTo(req: Request): string {
  const from = req.get('Referer')
  if (!from || !URL.canParse(from)) return '/'
  const { host, pathname, search } = new URL(from)
  return host === req.headers.host ? pathname + search : '/'
}
