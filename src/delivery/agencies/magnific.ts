import { type Agency, type Delivered, from, listOf, unverified } from './agency.ts'

const page = from('Freepik contributor help: content submission requirements', 'official', '2026-11')
const reported = from('blog.photokeyworder.ai, which reports real uploads', 'reported')

const MOST_KEYWORDS = 50

/** The names of Magnific's list that are known, by what they look like in a sidecar. */
const GENERATORS: readonly { looks: RegExp; name: string }[] = [
  { looks: /midjourney.*\b7/i, name: 'Midjourney 7' },
  { looks: /midjourney.*\b5/i, name: 'Midjourney 5' },
  { looks: /midjourney/i, name: 'Midjourney 6' },
  { looks: /dall.?e/i, name: 'Dall-e 3' },
  { looks: /firefly/i, name: 'Adobe Firefly' },
  { looks: /stable.?diffusion|sdxl/i, name: 'Stable Diffusion XL' },
]

/** Magnific, once Freepik: asks for a keyword that says so, for the prompt and for the model, with semicolons between columns. */
export const MAGNIFIC: Agency = {
  id: 'magnific',
  name: 'Magnific (Freepik)',
  columns: [
    { head: 'File name', cell: ({ name }) => name },
    { head: 'Title', cell: ({ words }) => words.title },
    { head: 'Keywords', cell: keywordsOf },
    { head: 'Prompt', cell: ({ prompt }) => prompt.replace(/\s+/g, ' ').trim() },
    { head: 'Model', cell: ({ generator }) => generatorOf(generator) },
  ],
  dialect: { delimiter: ';', quotesAll: false },
  limits: {
    longestTitle: reported(100),
    fewestKeywords: unverified(5),
    // one is left for _ai_generated
    mostKeywords: reported(MOST_KEYWORDS - 1),
    smallestFile: reported(1_500_000),
    largestFile: reported(250_000_000),
    fewestMegapixels: reported(4),
    mostMegapixels: reported(100),
    shortestSide: page(2_000),
    longestSide: page(10_000),
    mimes: page(['image/jpeg']),
  },
  proof: {
    isVerified: false,
    on: '2026-06',
    source:
      'Freepik contributor help: AI generated resources; blog.photokeyworder.ai, which reports real uploads',
    standing: 'tested',
  },
  file: 'submission-magnific.csv',
  steps: [
    'Upload the pictures at the contributor page of Magnific and wait until all of them are there.',
    'Upload the CSV of this batch there; its keyword _ai_generated declares generative AI.',
    'Check that prompt and model were taken over, then send the batch to review and mark it as submitted here.',
  ],
  notes: [
    'The CSV holds the prompts: Magnific asks for them.',
    'Tools differ in how they quote this CSV: try it with one picture first.',
  ],
  hasBoxes: false,
  refusesFaces: false,
}

function keywordsOf({ words, isAi }: Delivered): string {
  const own = words.keywords.filter((keyword) => keyword !== '_ai_generated')
  return listOf(isAi === false ? own : [...own.slice(0, MOST_KEYWORDS - 1), '_ai_generated'])
}

function generatorOf(generator: string): string {
  return GENERATORS.find(({ looks }) => looks.test(generator))?.name ?? generator
}
