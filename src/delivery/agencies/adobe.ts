import { type Agency, listOf, PLAIN } from './agency.ts'

/**
 * Adobe Stock. The header is that of Adobe's sample CSV, to the letter: a renamed, translated or added column makes
 * the portal refuse the file. No column can declare generative AI; those are boxes at the portal.
 */
export const ADOBE: Agency = {
  id: 'adobe',
  name: 'Adobe Stock',
  columns: [
    { head: 'Filename', cell: ({ name }) => name },
    { head: 'Title', cell: ({ words }) => words.title },
    { head: 'Keywords', cell: ({ words }) => listOf(words.keywords) },
    { head: 'Category', cell: ({ category }) => (category === undefined ? '' : String(category)) },
    { head: 'Releases', cell: ({ releases }) => releases.join(', ') },
  ],
  dialect: PLAIN,
  limits: {
    title: 70,
    keywords: { least: 5, most: 49 },
    bytes: { most: 45_000_000 },
    megapixels: { least: 4, most: 100 },
    mimes: ['image/jpeg', 'image/png'],
  },
  proof: {
    isVerified: false,
    on: '2026-06',
    source: 'Adobe Stock contributor help: CSV requirements, and its sample CSV',
    standing: 'official',
  },
  file: 'submission.csv',
  steps: [
    'Upload the pictures of this batch at contributor.stock.adobe.com and wait until all of them are there.',
    'Under Uploaded files choose New, then Upload CSV, and choose the CSV of this batch; it fills in titles, keywords and categories by the file names.',
    'Mark the groups below one after the other and set file type and boxes for each.',
    'Submit for review, then mark the batch as submitted here.',
  ],
  notes: [],
  hasBoxes: true,
  refusesFaces: false,
}
