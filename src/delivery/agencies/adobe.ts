import { type Agency, from, listOf, PLAIN } from './agency.ts'

const csvPage = from('Adobe Stock contributor help: CSV requirements', 'official')
const picturePage = from('Adobe Stock contributor help: photography and illustrations', 'official')

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
    longestTitle: csvPage(70),
    fewestKeywords: from('Adobe Stock contributor help: submit illustrations', 'official')(5),
    mostKeywords: from('Ours: Adobe Stock takes 50, but older pages and tools say 49', 'judgement')(49),
    largestFile: picturePage(45_000_000),
    fewestMegapixels: picturePage(4),
    mostMegapixels: picturePage(100),
    mimes: from(
      'Adobe Stock contributor help: photography and illustrations; submit PNG files',
      'official',
    )(['image/jpeg', 'image/png']),
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
