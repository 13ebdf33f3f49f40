import express, { type RequestHandler, type Router } from 'express'
import { decodedText } from '../core/encoded-text.ts'
import { AppError, invalid } from '../core/errors.ts'
import { isHttpStatus } from './errors.ts'

/** The largest table that is taken, and what a form may add to it. */
export const MOST_MB = 16
const MORE = 1_000_000

const most = (times: number) => MOST_MB * 1_000_000 * times + MORE

/**
 * Takes tables that are too large for other forms: as a file of a plain form (RFC 7578), as the body itself
 * (`text/csv`, the other fields in the address), as JSON, or percent-encoded, which is three bytes for each of UTF-8.
 *
 * All leave `csv` in the body: the file that was chosen, else the text, else what the page held from before. Throws
 * `too_large`.
 */
export function tableUploads(): Router {
  const router = express.Router()
  router.use(
    told(express.raw({ type: ['multipart/form-data', 'text/csv'], limit: most(1) })),
    told(express.json({ limit: most(2) })),
    told(express.urlencoded({ extended: false, limit: most(3) })),
    async (req, _res, next) => {
      if (Buffer.isBuffer(req.body))
        req.body = await fieldsOf(req.body, req.get('content-type') ?? '', req.query)
      next()
    },
  )
  return router
}

/** Says in a sentence that can be acted on what the parser says in its own words. */
function told(parser: RequestHandler): RequestHandler {
  return (req, res, next) =>
    parser(req, res, (error?: unknown) => {
      if (!isHttpStatus(error, 413)) return next(error)
      const message = `The table is larger than ${MOST_MB} MB, which is the most. Import it in parts.`
      next(new AppError('too_large', message, { cause: error, field: 'csv' }))
    })
}

async function fieldsOf(body: Buffer, type: string, query: object): Promise<object> {
  if (type.startsWith('text/csv')) return { ...query, csv: decodedText(body) }
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } })
    .formData()
    .catch(() => {
      throw invalid('csv', 'a form with a file', type)
    })
  const text = Object.fromEntries([...form].filter(([, value]) => typeof value === 'string'))
  const file = form.get('file')
  if (file instanceof File && file.size > 0) {
    return { ...text, csv: decodedText(new Uint8Array(await file.arrayBuffer())), name: file.name }
  }
  return typeof text.csv === 'string' && text.csv.trim()
    ? { ...text, name: '' }
    : { ...text, csv: text.held ?? '' }
}
