import { readdirSync, readFileSync } from 'node:fs'
import { join, parse } from 'node:path'
import i18next, { type PostProcessorModule, type TFunction } from 'i18next'
import { withParticles } from './particles.ts'

/** The languages of the pages. */
export const LANGUAGES = ['en', 'ko'] as const

export type Language = (typeof LANGUAGES)[number]

/** Finds the sentence for a key in one language, with its values filled in; views escape what comes out. */
export type Translate = TFunction

/** Loads both catalogues and returns the translator of a language. */
export async function createTranslators(): Promise<Record<Language, Translate>> {
  const catalogues = i18next.createInstance().use(PARTICLES)
  await catalogues.init({
    fallbackLng: 'en',
    resources: { en: { translation: readCatalogue('en') }, ko: { translation: readCatalogue('ko') } },
    interpolation: { escapeValue: false },
    postProcess: PARTICLES.name,
  })
  return { en: catalogues.getFixedT('en'), ko: catalogues.getFixedT('ko') }
}

/** English sentences have no particles, so nothing happens to them. */
const PARTICLES: PostProcessorModule = {
  type: 'postProcessor',
  name: 'particles',
  process: (said: unknown) => (typeof said === 'string' ? withParticles(said) : String(said)),
}

/** Reads a language's catalogue: each file holds one area, named as the first part of its keys. */
export function readCatalogue(language: Language): Record<string, object> {
  const folder = join(import.meta.dirname, 'locales', language)
  const areas = readdirSync(folder).filter((name) => name.endsWith('.json'))
  return Object.fromEntries(
    areas.map((name) => [parse(name).name, JSON.parse(readFileSync(join(folder, name), 'utf8'))]),
  )
}
