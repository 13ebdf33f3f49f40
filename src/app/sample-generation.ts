import { samplePictures } from '../imaging/sample-pictures.ts'
import type { Library } from '../library/library.ts'
import { categoryName } from '../metadata/categories.ts'

/** Draws a generation of pictures with sidecars, so that the whole path can be tried at once; returns its id. */
export async function createSampleGeneration(library: Library, now = new Date()): Promise<string> {
  const id = await library.addGeneration(`${stamp(now)}_sample`)
  for (const { name, title, keywords, category, draw } of samplePictures()) {
    await library.addImage(id, name, await draw(), {
      filename: name,
      title,
      keywords,
      category,
      category_name: categoryName(category),
      asset_type: 'illustration',
      is_ai_generated: false,
      is_fictional: true,
      created_at: now.toISOString(),
    })
  }
  return id
}

/** Local time as generations are named: `2025-12-13_10-00-00`. */
function stamp(now: Date): string {
  const two = (value: number) => String(value).padStart(2, '0')
  const day = [now.getFullYear(), two(now.getMonth() + 1), two(now.getDate())].join('-')
  return `${day}_${[two(now.getHours()), two(now.getMinutes()), two(now.getSeconds())].join('-')}`
}
