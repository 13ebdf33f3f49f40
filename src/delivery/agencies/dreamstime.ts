import { type Agency, type Column, type Delivered, from, listOf, PLAIN, unverified } from './agency.ts'

const faq = from('dreamstime.com: questions of contributors', 'official', '2026-11')

/** Illustrations & Clipart / AI generated. */
const AI_CATEGORY = '212'
const SHORTEST_DESCRIPTION = 50

const no = (head: string): Column => ({ head, cell: () => '0' })
const empty = (head: string): Column => ({ head, cell: () => '' })

/** Dreamstime: has a category for AI pictures, wants it said in the description, and takes no faces that AI made. */
export const DREAMSTIME: Agency = {
  id: 'dreamstime',
  name: 'Dreamstime',
  columns: [
    { head: 'Filename', cell: ({ name }) => name },
    { head: 'Image Name', cell: ({ words }) => lettersAndDigits(words.title) },
    { head: 'Description', cell: descriptionOf },
    { head: 'Category 1', cell: ({ isAi }) => (isAi === false ? '' : AI_CATEGORY) },
    empty('Category 2'),
    empty('Category 3'),
    { head: 'keywords', cell: ({ words }) => listOf(words.keywords) },
    ...['Free', 'W-EL', 'P-EL', 'SR-EL', 'SR-Price', 'Editorial'].map(no),
    { head: 'MR doc Ids', cell: ({ releases }) => releases.join(', ') },
    empty('Pr Docs'),
  ],
  dialect: PLAIN,
  limits: {
    shortestDescription: from('MetaGen, which reports real uploads', 'reported')(SHORTEST_DESCRIPTION),
    fewestKeywords: unverified(5),
    mostKeywords: unverified(80),
    fewestMegapixels: faq(3),
    mimes: faq(['image/jpeg']),
  },
  proof: {
    isVerified: false,
    on: '2026-06',
    source: 'stockphotosecrets.com on AI at Dreamstime; MetaGen, which reports real uploads',
    standing: 'tested',
  },
  file: 'submission-dreamstime.csv',
  steps: [
    'Upload the pictures at the contributor page of Dreamstime and wait until all of them are there.',
    'Upload the CSV of this batch there; it puts them into the category of AI generated pictures.',
    'Submit them, then mark the batch as submitted here.',
  ],
  notes: ['Dreamstime takes no human faces that AI made.'],
  hasBoxes: false,
  refusesFaces: true,
}

/** Says what the picture shows, at length enough, and that AI made it. */
function descriptionOf({ words, isAi }: Delivered): string {
  const said = isAi === false ? '' : ' AI generated image.'
  let text = words.description.replace(/[.\s]+$/, '')
  for (const keyword of words.keywords) {
    if (text.length + 1 >= SHORTEST_DESCRIPTION) break
    text += `, ${keyword}`
  }
  return `${text}.${said}`
}

function lettersAndDigits(title: string): string {
  return title.replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ').trim()
}
