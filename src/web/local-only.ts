import { timingSafeEqual } from 'node:crypto'
import type { Request, RequestHandler } from 'express'
import type { Settings } from '../config/settings.ts'
import { AppError } from '../core/errors.ts'
import { isLoopback } from '../core/loopback.ts'

/**
 * Keeps other websites out: a browser tells in `Host` which name it was sent to and in `Origin` which page
 * sends, and both must be ours.
 *
 * Without the first, a hostile name that resolves to 127.0.0.1 could read the library (DNS rebinding);
 * without the second, any page could post to it.
 */
export function localOnly(settings: Pick<Settings, 'host' | 'access_code'>): RequestHandler {
  return (req, _res, next) => {
    if (isLoopback(settings.host) && !isLoopback(hostName(req.headers.host))) {
      throw new AppError(
        'forbidden',
        'Stockroom answers only under the name of this machine (127.0.0.1 or localhost).',
      )
    }
    const origin = req.headers.origin
    if (origin !== undefined && origin !== 'null' && hostOf(origin) === req.headers.host) return next()
    if (origin === undefined && !isCrossSite(req)) return next()
    throw new AppError('forbidden', 'Stockroom takes no requests from other websites.')
  }
}

/** Asks for the access code when one is set: as the password of HTTP Basic, with any name. */
export function accessCode({ access_code: code }: Pick<Settings, 'access_code'>): RequestHandler {
  return (req, res, next) => {
    if (!code || sameText(passwordOf(req), code)) return next()
    res.set('WWW-Authenticate', 'Basic realm="Stockroom", charset="UTF-8"')
    res.status(401).json({ error: { code: 'forbidden', message: 'Give the access code as the password.' } })
  }
}

/** Tells whether the browser runs on the machine that Stockroom runs on. */
export function isSameMachine(req: Request): boolean {
  return isLoopback(req.socket.remoteAddress ?? '')
}

/** Old browsers and programs send neither header; a link from elsewhere (`cross-site` navigation) may only look. */
function isCrossSite(req: Request): boolean {
  const site = req.headers['sec-fetch-site']
  return (site === 'cross-site' || site === 'same-site') && req.headers['sec-fetch-mode'] !== 'navigate'
}

function hostName(host: string | undefined): string {
  return (host ?? '').replace(/:\d+$/, '')
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined
}

function passwordOf(req: Request): string {
  const [scheme, encoded] = (req.headers.authorization ?? '').split(' ')
  if (scheme?.toLowerCase() !== 'basic' || !encoded) return ''
  return Buffer.from(encoded, 'base64')
    .toString('utf8')
    .replace(/^[^:]*:/, '')
}

function sameText(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)]
  return a.length === b.length && timingSafeEqual(a, b)
}
