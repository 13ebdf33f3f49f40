import type { Request, RequestHandler } from 'express'
import type { Settings } from '../config/settings.ts'
import { LANGUAGES, type Language, type Translate } from './i18n.ts'
import { createSay, type Say } from './sentences.ts'

/** Light, dark, or what the system says. */
export const THEMES = ['auto', 'light', 'dark'] as const

export type Theme = (typeof THEMES)[number]

/** What every view gets besides its model. */
export interface ViewLocals {
  t: Translate
  say: Say
  language: Language
  theme: Theme
  /** The page's own path and query, to come back to. */
  here: string
  /** What the reader has been told and need not be told again. */
  told: string | null
}

/** Works out language and theme of a request: the cookie, then the settings, then what the browser asks for. */
export function preferences(
  translators: Record<Language, Translate>,
  settings: Pick<Settings, 'language'>,
): RequestHandler {
  const says = { en: createSay('en'), ko: createSay('ko') }
  return (req, res, next) => {
    const language = languageOf(req, settings.language)
    const theme = THEMES.find((name) => name === cookie(req, 'theme')) ?? 'auto'
    const locals: ViewLocals = {
      t: translators[language],
      say: says[language],
      language,
      theme,
      here: req.originalUrl,
      told: cookie(req, 'told') ?? null,
    }
    Object.assign(res.locals, locals)
    next()
  }
}

function languageOf(req: Request, setting: Settings['language']): Language {
  const chosen = LANGUAGES.find((name) => name === cookie(req, 'language'))
  if (chosen) return chosen
  if (setting !== 'auto') return setting
  return LANGUAGES.find((name) => name === req.acceptsLanguages([...LANGUAGES])) ?? 'en'
}

function cookie(req: Request, name: string): string | undefined {
  const pairs = (req.headers.cookie ?? '').split(';').map((pair) => pair.trim().split('='))
  return pairs.find(([key]) => key === name)?.[1]
}
