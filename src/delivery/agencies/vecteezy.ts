import { type Agency, from, listOf, PLAIN, unverified } from './agency.ts'

/** Vecteezy; what its policy on AI says word for word was not at hand. */
export const VECTEEZY: Agency = {
  id: 'vecteezy',
  name: 'Vecteezy',
  columns: [
    { head: 'Filename', cell: ({ name }) => name },
    { head: 'Title', cell: ({ words }) => words.title },
    { head: 'Description', cell: ({ words }) => words.description },
    { head: 'Keywords', cell: ({ words }) => listOf(words.keywords) },
    { head: 'License', cell: () => '' },
  ],
  dialect: PLAIN,
  limits: {
    longestTitle: from('MetaGen, which reports real uploads', 'reported')(100),
    fewestKeywords: unverified(5),
    mostKeywords: unverified(50),
    mimes: unverified(['image/jpeg']),
  },
  proof: {
    isVerified: false,
    on: '2026-06',
    source: 'MetaGen, which reports real uploads; the AI policy itself was not read',
    standing: 'reported',
  },
  file: 'submission-vecteezy.csv',
  steps: [
    'Read the AI policy of Vecteezy once: it was not at hand when this preset was made.',
    'Upload the pictures at the contributor page of Vecteezy and wait until all of them are there.',
    'Upload the CSV of this batch there and choose a licence.',
    'Declare the pictures as AI generated, submit them, then mark the batch as submitted here.',
  ],
  notes: ['Vecteezy is said to take no illustrations and 3D renders as JPEG.'],
  hasBoxes: false,
  refusesFaces: false,
}
