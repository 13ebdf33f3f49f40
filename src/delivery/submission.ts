import { BUILT_IN_MODEL, RESAMPLED } from '../core/ids.ts'
import type { Sidecar } from '../library/library.ts'
import { plainTitle } from '../metadata/title.ts'
import type { Agency, Delivered, Ground, Limit, Limits } from './agencies/agency.ts'
import { LONGEST_NAME } from './file-names.ts'
import { kindOf, type Shown, shownIn } from './shown.ts'
import { type Mended, wordsOf } from './words.ts'

/** A picture that is ready to be delivered, and what is known about it. */
export interface DeliverablePicture {
  /** The name of the file as it is uploaded. */
  name: string
  /** The name its maker gave it, from which a title is read when there is no sidecar. */
  originalName: string
  sidecar: Partial<Sidecar> | null
  /** Why the sidecar could not be read, when it could not. */
  problem: string | null
  /** The paths that were tried for a sidecar, for the person who looks for it. */
  lookedIn: readonly string[]
  /** What enlarged it, when that is known. */
  model: string | null
  width: number
  height: number
  bytes: number
  mime: string | null
  /** Whether the picture it was made from carries Content Credentials, which no new file can inherit. */
  sourceHasCredentials?: boolean
}

/** A sentence about one picture of a submission; code and values are for translators. */
export interface SubmissionWarning {
  name: string
  code: string
  message: string
  values: Record<string, string | number>
  /** Where the agency's limit comes from, if it is about one. */
  ground?: Ground
}

/** A picture as it leaves, and what there is to say about that. */
export interface Described {
  picture: Delivered
  shown: Shown
  mended: Mended[]
  warnings: SubmissionWarning[]
}

/** Describes a picture for an agency, and says what its sidecar leaves open and what the agency will not take. */
export function describeFor(agency: Agency, source: DeliverablePicture): Described {
  const { name, originalName, sidecar, width, height, bytes, mime } = source
  const { words, mended } = wordsOf({ originalName, sidecar })
  const shown = shownIn(words, sidecar?.category)
  const picture: Delivered = {
    ...{ name, originalName, words, width, height, bytes, mime },
    category: sidecar?.category,
    releases: sidecar?.releases ?? [],
    prompt: sidecar?.prompt ?? '',
    generator: sidecar?.model ?? '',
    isAi: isMadeByAi(sidecar),
    isFictional: sidecar?.is_fictional ?? null,
    kind: kindOf(sidecar?.asset_type),
    showsPeople: shown.people,
  }
  const warnings = [...missing(source), ...mended.map(mendedWarning), ...rules(agency, picture)]
  return { picture, shown, mended, warnings: warnings.map((warning) => ({ name, ...warning })) }
}

/** What a sidecar says goes; where it says nothing, a prompt or a model gives it away. */
function isMadeByAi(sidecar: Partial<Sidecar> | null): boolean | null {
  return sidecar?.is_ai_generated ?? (sidecar?.prompt || sidecar?.model ? true : null)
}

type Finding = Omit<SubmissionWarning, 'name'>

function missing({ originalName: file, sidecar, problem, lookedIn, model }: DeliverablePicture): Finding[] {
  const places = lookedIn.join(' and ')
  const fromName = 'title and keywords come from the file name'
  return present([
    problem !== null && {
      code: 'unreadable_sidecar',
      message: `The sidecar of ${file} cannot be read (${problem}), so ${fromName}. Looked for in ${places}.`,
      values: { file, problem, places },
    },
    problem === null &&
      !sidecar && {
        code: 'no_sidecar',
        message: `${file} has no sidecar, so ${fromName}. Looked for in ${places}.`,
        values: { file, places },
      },
    sidecar &&
      !sidecar.title?.trim() && {
        code: 'no_title',
        message: `The sidecar of ${file} has no title, so it comes from the file name.`,
        values: { file },
      },
    sidecar &&
      !sidecar.keywords?.length && {
        code: 'no_keywords',
        message: `The sidecar of ${file} has no keywords, so they come from the file name.`,
        values: { file },
      },
    model === RESAMPLED && {
      code: 'lanczos',
      message: `${file} was enlarged by plain Lanczos resampling, not by Real-ESRGAN.`,
      values: { file },
    },
    model === BUILT_IN_MODEL && {
      code: 'built_in_model',
      message: `${file} was enlarged by the built-in model, not by Real-ESRGAN.`,
      values: { file },
    },
  ])
}

function mendedWarning({ before, after }: Mended): Finding {
  const message = `"${before}" would begin a formula in a spreadsheet, so "${after}" is delivered and kept.`
  return { code: 'mended', message, values: { before, after } }
}

/** What an agency's limits say about a picture; whether a file is one for Adobe Stock is what preflight checks. */
function rules(agency: Agency, picture: Delivered): Finding[] {
  return agency.id === 'adobe'
    ? wordRules(agency, picture)
    : [...wordRules(agency, picture), ...fileRules(agency, picture)]
}

function wordRules({ id, name: agency, limits }: Agency, picture: Delivered): Finding[] {
  const { words, category, name, releases } = picture
  const length = [...words.title].length
  const count = words.keywords.length
  const { longestTitle, fewestKeywords, mostKeywords } = limits
  const isAdobe = id === 'adobe'
  return present([
    length === 0 && {
      code: 'empty_title',
      message: `There is no title; ${agency} needs one.`,
      values: { agency },
    },
    over(longestTitle, length, (longest) => ({
      code: 'long_title',
      message: `The title has ${length} characters; ${agency} takes ${longest}. Shorten it.`,
      values: { length, longest, agency },
    })),
    isAdobe && titleSign(words.title),
    ...(isAdobe ? releases.filter((release) => release.includes(',')).map(partedRelease) : []),
    under(fewestKeywords, count, (least) => ({
      code: 'few_keywords',
      message: `There are ${count} keywords; ${agency} needs at least ${least}.`,
      values: { count, least, agency },
    })),
    over(mostKeywords, count, (most) => ({
      code: 'many_keywords',
      message: `There are ${count} keywords; ${agency} takes ${most}.`,
      values: { count, most, agency },
    })),
    isAdobe &&
      category === undefined && {
        code: 'no_category',
        message: 'There is no category; Adobe Stock highly recommends one.',
        values: {},
      },
    name.length > LONGEST_NAME && {
      code: 'long_name',
      message: `The file name has ${name.length} characters; Adobe Stock takes ${LONGEST_NAME}.`,
      values: { length: name.length, longest: LONGEST_NAME },
    },
  ])
}

function titleSign(title: string): Finding | null {
  if (title.includes(',')) {
    const message = 'The title holds a comma; Adobe Stock asks for none. Write "and", or leave it out.'
    return { code: 'comma', message, values: {} }
  }
  if (plainTitle(title) === title) return null
  const message = 'The title holds special characters; Adobe Stock asks for none. Leave them out.'
  return { code: 'special_characters', message, values: {} }
}

/** The column parts releases at commas, so the portal would look for two. */
function partedRelease(release: string): Finding {
  const message = `The release "${release}" holds a comma, at which Adobe Stock parts releases. Rename it without one, at the portal and here.`
  return { code: 'release_comma', message, values: { release } }
}

/** To a tenth, and more exactly where that would be nothing. */
const megabytes = (bytes: number) =>
  bytes < 1_000_000 ? Number((bytes / 1_000_000).toPrecision(2)) : Math.round(bytes / 100_000) / 10
const megapixels = (pixels: number) => Math.round(pixels / 100_000) / 10

function fileRules({ name: agency, limits, refusesFaces }: Agency, picture: Delivered): Finding[] {
  const { bytes, mime, isAi, showsPeople } = picture
  const size = megabytes(bytes)
  return present([
    under(limits.smallestFile, bytes, (least) => ({
      code: 'small_file',
      message: `The file has ${size} MB; ${agency} takes none under ${megabytes(least)} MB. Enlarge it to a larger size or with a higher quality.`,
      values: { size, least: megabytes(least), agency },
    })),
    over(limits.largestFile, bytes, (most) => ({
      code: 'large_file',
      message: `The file has ${size} MB; ${agency} takes ${megabytes(most)} MB at most. Enlarge it to a smaller size or with a lower quality.`,
      values: { size, most: megabytes(most), agency },
    })),
    ...sizeRules(agency, limits, picture),
    mime !== null &&
      !limits.mimes.is.includes(mime) && {
        code: 'file_type',
        message: `${agency} does not take ${mime}. Upscale it as a JPEG.`,
        values: { agency, mime },
        ground: groundOf(limits.mimes),
      },
    refusesFaces &&
      isAi !== false &&
      showsPeople && {
        code: 'faces',
        message: `${agency} takes no human faces that AI made; leave the picture out if it shows one.`,
        values: { agency },
      },
  ])
}

function sizeRules(agency: string, limits: Limits, { width, height }: Delivered) {
  const pixels = megapixels(width * height)
  const [shortest, longest] = [Math.min(width, height), Math.max(width, height)]
  const few = (least: number) => ({
    code: 'few_pixels',
    message: `The picture has ${pixels} megapixels; ${agency} takes none under ${least}. Enlarge it to a larger size.`,
    values: { pixels, least, agency },
  })
  const many = (most: number) => ({
    code: 'many_pixels',
    message: `The picture has ${pixels} megapixels; ${agency} takes ${most} at most. Enlarge it to a smaller size.`,
    values: { pixels, most, agency },
  })
  const { shortestSide: least, longestSide: most } = limits
  const bounds = { least: least?.is ?? 1, most: most?.is ?? longest }
  const side = () => ({
    code: 'sides',
    message: `The picture has ${width} x ${height} pixels; ${agency} takes ${bounds.least} to ${bounds.most} on each side.`,
    values: { width, height, ...bounds, agency },
  })
  return [
    under(limits.fewestMegapixels, pixels, few) ?? over(limits.mostMegapixels, pixels, many),
    under(least, shortest, side) ?? over(most, longest, side),
  ]
}

/** What to say of a number under a limit, which is shown with where it comes from. */
function under(limit: Limit | undefined, number: number, say: (least: number) => Finding): Finding | null {
  return limit && number < limit.is ? { ...say(limit.is), ground: groundOf(limit) } : null
}

function over(limit: Limit | undefined, number: number, say: (most: number) => Finding): Finding | null {
  return limit && number > limit.is ? { ...say(limit.is), ground: groundOf(limit) } : null
}

function groundOf({ source, standing, on }: Ground): Ground {
  return { source, standing, on }
}

function present(findings: (Finding | false | null)[]): Finding[] {
  return findings.filter((finding) => finding !== false && finding !== null)
}
