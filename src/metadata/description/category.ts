import { categoryCode, categoryName } from '../categories.ts'
import type { Finding } from '../findings.ts'
import type { Described } from './described.ts'

/** Checks that there is a category, and that its number is not one of the 22-category numbering. */
export function checkCategory({ category, raw }: Described): Finding[] {
  if (category === undefined) {
    const message = 'There is no category; Adobe highly recommends one.'
    return [{ rule: 'category-missing', level: 'warn', field: 'category', message }]
  }
  const name = categoryName(category) ?? ''
  const written = codeOf(raw?.category)
  if (written === undefined || written === category) return []
  return [
    {
      rule: 'category-old',
      level: 'warn',
      field: 'category',
      message: `The category says ${written}, a number of the old 22 categories; its name means ${category}, ${name}.`,
      fixes: [{ label: `Set ${category}, ${name}`, changes: { category, category_name: name } }],
    },
  ]
}

/** The number that stands in the file, whatever the name beside it says. */
function codeOf(written: unknown): number | undefined {
  const isNumber = typeof written === 'number' || (typeof written === 'string' && /^\s*\d+\s*$/.test(written))
  return isNumber ? Number(written) : categoryCode(written, undefined)
}
