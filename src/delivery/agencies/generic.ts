import { type Agency, from, listOf, PLAIN } from './agency.ts'

const ours = from('Stockroom', 'judgement', '2026-11')

/** Any agency or tool that reads a plain table. */
export const GENERIC: Agency = {
  id: 'generic',
  name: 'Plain table',
  columns: [
    { head: 'Filename', cell: ({ name }) => name },
    { head: 'Title', cell: ({ words }) => words.title },
    { head: 'Description', cell: ({ words }) => words.description },
    { head: 'Keywords', cell: ({ words }) => listOf(words.keywords) },
  ],
  dialect: PLAIN,
  limits: {
    fewestKeywords: ours(1),
    mostKeywords: ours(1000),
    mimes: ours(['image/jpeg', 'image/png']),
  },
  proof: { isVerified: false, on: '2026-11', source: 'Stockroom', standing: 'judgement' },
  file: 'submission-generic.csv',
  steps: [
    'Ask first whether the agency takes pictures made with generative AI.',
    'Upload the pictures, then the CSV, and declare how they were made.',
    'Mark the batch as submitted here.',
  ],
  notes: [],
  hasBoxes: false,
  refusesFaces: false,
}
