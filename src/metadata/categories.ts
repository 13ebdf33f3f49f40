/**
 * The 21 categories of Adobe Stock by their code.
 *
 * Source: Adobe's sample CSV and six independent tools agree on codes and names; Adobe's own list page
 * was not at hand (2026-11).
 */
export const CATEGORIES = {
  1: 'Animals',
  2: 'Buildings and Architecture',
  3: 'Business',
  4: 'Drinks',
  5: 'The Environment',
  6: 'States of Mind',
  7: 'Food',
  8: 'Graphic Resources',
  9: 'Hobbies and Leisure',
  10: 'Industry',
  11: 'Landscapes',
  12: 'Lifestyle',
  13: 'People',
  14: 'Plants and Flowers',
  15: 'Culture and Religion',
  16: 'Science',
  17: 'Social Issues',
  18: 'Sports',
  19: 'Technology',
  20: 'Transport',
  21: 'Travel',
} as const satisfies Record<number, string>

const byName = new Map<string, number>(
  Object.entries(CATEGORIES).map(([code, name]) => [plain(name), Number(code)]),
)

/** Other spellings met in sidecars: the parts of the long names, and those of the 22-category tools. */
const aliases: Record<string, number> = {
  buildings: 2,
  architecture: 2,
  environment: 5,
  graphicresource: 8,
  backgrounds: 8,
  textures: 8,
  backgroundstextures: 8,
  hobbies: 9,
  leisure: 9,
  industrial: 10,
  landscape: 11,
  plants: 14,
  flowers: 14,
  culture: 15,
  religion: 15,
  sport: 18,
  transportation: 20,
}

/**
 * Returns the code (1-21) that a sidecar's `category` and `category_name` mean together, or undefined.
 *
 * A known name wins over a number: older tools number 22 categories, so from 3 up their numbers are one
 * too high, while their names are right. Accepts a number, a numeric string, or a name in `category`.
 */
export function categoryCode(category: unknown, name: unknown): number | undefined {
  const named = codeOfName(name)
  if (named !== undefined) return named
  if (typeof category === 'string' && !/^\s*\d+\s*$/.test(category)) return codeOfName(category)
  const code = typeof category === 'string' ? Number(category.trim()) : category
  return typeof code === 'number' && Number.isInteger(code) && code >= 1 && code <= 21 ? code : undefined
}

/** Returns a category's name, or undefined for a code that is none. */
export function categoryName(code: number): string | undefined {
  return Object.entries(CATEGORIES).find(([key]) => Number(key) === code)?.[1]
}

function codeOfName(name: unknown): number | undefined {
  if (typeof name !== 'string') return undefined
  return byName.get(plain(name)) ?? aliases[plain(name)]
}

function plain(name: string): string {
  return name
    .toLowerCase()
    .replace(/&/g, 'and')
    .replace(/[^a-z]/g, '')
}
