import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express'
import { z } from 'zod'
import { AppError, type ErrorCode, isRefusal, messageOf } from '../core/errors.ts'
import type { Logger } from '../core/log.ts'
import { isRetracing } from './answer.ts'
import { view } from './views.ts'

/** The one table from our errors to HTTP. */
const STATUS: Record<ErrorCode, number> = {
  invalid: 422,
  not_found: 404,
  conflict: 409,
  forbidden: 403,
  too_large: 413,
  unsupported: 415,
  unavailable: 503,
  cancelled: 409,
  worker_died: 500,
}

/** An error as every page and program gets it. */
export interface ErrorBody {
  error: { code: string; message: string; field?: string }
}

/** Answers what no route took. */
export const notFound: RequestHandler = (req) => {
  throw new AppError('not_found', `There is nothing at ${req.path}.`)
}

/** Answers every error: the caller's mistakes with their sentence, ours with one calm sentence and a log entry. */
export function errorAnswers(log: Logger): ErrorRequestHandler {
  return (error: unknown, req, res, next) => {
    if (res.headersSent) return next(error)
    const { status, body } = describe(error)
    const facts = { method: req.method, path: req.path }
    if (isRefusal(error)) log.warn({ ...facts, reason: messageOf(error) }, 'The system refused a request')
    else if (status >= 500) log.error({ ...facts, err: error }, 'A request failed')
    res.status(status)
    answer(req, res, body)
  }
}

function answer(req: Request, res: Response, body: ErrorBody): void {
  if (req.path.startsWith('/api/') && !req.accepts(['json', 'html'])) res.json(body)
  else if (req.get('HX-Request'))
    view(res, 'parts/notice', {
      text: textOf(req, res, body),
      tone: body.error.code === 'cancelled' ? 'info' : 'error',
      undo: null,
    })
  else if (req.accepts(['json', 'html']) === 'html')
    view(res, 'pages/error', {
      ...body.error,
      message: sayIn(res, body.error.message),
      status: res.statusCode,
    })
  else res.json(body)
}

/** The sentence of an error; of one that kept something from being undone, that too. */
function textOf(req: Request, res: Response, { error }: ErrorBody): string {
  const reason = sayIn(res, error.message)
  return isRetracing(req) ? res.locals.t('cull.notUndone', { reason }) : reason
}

/** Says a sentence in the reader's language. */
function sayIn(res: Response, sentence: string): string {
  return res.locals.say(sentence)
}

/** What express, its parsers and its file server throw. */
const HttpError = z.object({
  status: z.number().int().min(400).max(499),
  message: z.string(),
  type: z.string().optional(),
})

/** Tells whether express or one of its parsers refuses with this status. */
export function isHttpStatus(error: unknown, status: number): boolean {
  return HttpError.safeParse(error).data?.status === status
}

function describe(error: unknown): { status: number; body: ErrorBody } {
  if (error instanceof AppError) {
    const { code, message, field } = error
    return { status: STATUS[code], body: { error: { code, message, ...(field && { field }) } } }
  }
  if (isRefusal(error)) {
    return { status: STATUS.unavailable, body: { error: { code: 'unavailable', message: messageOf(error) } } }
  }
  const http = HttpError.safeParse(error)
  if (http.success) {
    const code = http.data.status === 404 ? 'not_found' : http.data.status === 413 ? 'too_large' : 'invalid'
    const isBroken = http.data.type === 'entity.parse.failed'
    const message = isBroken ? `The body is not valid JSON: ${http.data.message}` : http.data.message
    return { status: http.data.status, body: { error: { code, message: `${message}.` } } }
  }
  const message = 'Something went wrong in Stockroom itself; the details are in logs/error.log.'
  return { status: 500, body: { error: { code: 'internal', message } } }
}
