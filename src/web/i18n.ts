import i18next, { type TFunction } from 'i18next'
import en from './locales/en.json' with { type: 'json' }
import ko from './locales/ko.json' with { type: 'json' }

/** The languages of the pages. */
export const LANGUAGES = ['en', 'ko'] as const

export type Language = (typeof LANGUAGES)[number]

/** Finds the sentence for a key in one language, with its values filled in; views escape what comes out. */
export type Translate = TFunction

/** Loads both catalogues and returns the translator of a language. */
export async function createTranslators(): Promise<Record<Language, Translate>> {
  const catalogues = i18next.createInstance()
  await catalogues.init({
    fallbackLng: 'en',
    resources: { en: { translation: en }, ko: { translation: ko } },
    interpolation: { escapeValue: false },
  })
  return { en: catalogues.getFixedT('en'), ko: catalogues.getFixedT('ko') }
}
