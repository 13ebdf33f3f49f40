import { readSetting, saveSetting } from '../config/settings-file.ts'

/** Which model is asked for when nobody names one: `auto`, or a model's name. */
export interface ModelChoice {
  now(): string
  /** Whether the environment or the command line says something else than what was chosen, and will at the next start. */
  isOverridden(): boolean
  /** Uses a model from now on, and remembers it in config/settings.json; throws what choosing it throws. */
  use(model: string): Promise<void>
}

/** Begins with what the settings say; `check` throws for a model that cannot be chosen. */
export function createModelChoice(options: {
  home: string
  first: string
  check: (wanted: string) => Promise<void>
}): ModelChoice {
  const { home, first, check } = options
  let current = first
  let isOverridden = false
  return {
    now: () => current,
    isOverridden: () => isOverridden,
    async use(model) {
      await check(model)
      const written = (await readSetting(home, 'model')) ?? 'auto'
      isOverridden ||= written !== current
      await saveSetting(home, 'model', model)
      current = model
    },
  }
}
