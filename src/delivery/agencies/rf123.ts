import { type Agency, from, listOf, unverified } from './agency.ts'

const uploadPage = from('blog.123rf.com: how to upload photos or illustrations', 'official', '2026-11')

/** 123RF: reads caption and keywords from the pictures as well. */
export const RF123: Agency = {
  id: '123rf',
  name: '123RF',
  columns: [
    { head: 'oldfilename', cell: ({ name }) => name },
    { head: '123rf_filename', cell: () => '' },
    { head: 'description', cell: ({ words }) => words.description },
    { head: 'keywords', cell: ({ words }) => listOf(words.keywords) },
    { head: 'country', cell: () => '' },
  ],
  dialect: { delimiter: ',', quotesAll: true },
  limits: {
    fewestKeywords: from(
      'blog.123rf.com asks it of editorial pictures; ours to ask it of all',
      'judgement',
      '2026-11',
    )(7),
    mostKeywords: unverified(50),
    largestFile: uploadPage(30_000_000),
    fewestMegapixels: from('blog.123rf.com: guidelines for AI generated content', 'official')(6),
    mimes: uploadPage(['image/jpeg']),
  },
  proof: {
    isVerified: false,
    on: '2026-06',
    source: 'blog.123rf.com: guidelines for AI generated content; MetaGen, which reports real uploads',
    standing: 'tested',
  },
  file: 'submission-123rf.csv',
  steps: [
    'Upload the pictures at the contributor page of 123RF and wait until all of them are there.',
    'Upload the CSV of this batch there.',
    'Declare the pictures as AI generated, submit them, then mark the batch as submitted here.',
  ],
  notes: ['123RF takes no real people, places or brands in AI pictures.'],
  hasBoxes: false,
  refusesFaces: false,
}
