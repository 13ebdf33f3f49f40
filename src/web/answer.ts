import type { Request, Response } from 'express'
import type { Translate } from './i18n.ts'
import { type NoticeModel, view } from './views.ts'

/** What a handler has done, for whoever asked. */
export interface Done {
  /** For a program. */
  json: unknown
  /** For a person, in their language; none where the panels say it. */
  notice?: (t: Translate) => string
  undo?: NoticeModel['undo']
  status?: number
}

/** Answers a finished action: JSON for a program, a notice for a script, the page again for a plain form. */
export function done(req: Request, res: Response, { json, notice, undo = null, status = 200 }: Done): void {
  if (isFragment(req)) {
    res.set('HX-Trigger', 'library-changed, strip-changed, jobs-changed')
    if (notice) view(res, 'parts/notice', { text: notice(res.locals.t), tone: 'info', undo })
    else res.status(204).end()
  } else if (req.accepts(['json', 'html']) === 'html') {
    res.redirect(303, backTo(req))
  } else {
    res.status(status).json(json)
  }
}

/** Tells whether htmx asks for a part of a page. */
export function isFragment(req: Request): boolean {
  return req.get('HX-Request') === 'true'
}

/** Tells whether a person asked, by a script or a plain form, and not a program. */
export function isForPerson(req: Request): boolean {
  return isFragment(req) || req.accepts(['json', 'html']) === 'html'
}

/** Returns the page a form was on, when it is one of ours. */
export function backTo(req: Request): string {
  const from = req.get('Referer')
  if (!from || !URL.canParse(from)) return '/'
  const { host, pathname, search } = new URL(from)
  return host === req.headers.host ? pathname + search : '/'
}
