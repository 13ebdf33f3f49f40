import type { Finding, Level } from '../findings.ts'
import type { RuleId } from '../rules.ts'

/** What a check of the file, and of its neighbours, needs to know about a picture. */
export interface PreparedFile {
  name: string
  /** Raw and processed pictures are judged by what they will be once they are enlarged. */
  stage: 'raw' | 'processed' | 'upscaled'
  /** What the content is, whatever the name says; null where it is no picture. */
  mime: string | null
  width: number
  height: number
  bytes: number
  /** Why the file is no use, or only in part. */
  problem: string | null
  /** What enlarged it; `lanczos` is no model. */
  model: string | null
  /** The names of the files beside it. */
  siblings: readonly string[]
}

/** Adobe's limits for pictures. */
const FILE_LIMITS = { pixels: { least: 4_000_000, most: 100_000_000 }, bytes: 45_000_000, name: 30 }

interface FileRule {
  rule: RuleId
  level: Level
  /** Whether it is about the file that leaves: what is not enlarged yet will be another by then. */
  onlyDelivered: boolean
  /** Says what is wrong, or nothing. */
  judge: (file: PreparedFile) => string | null
}

/** The rules about files that need no look at the pixels. */
const FILE_RULES: readonly FileRule[] = [
  {
    ...{ rule: 'file-sound', level: 'block', onlyDelivered: false },
    judge: ({ name, problem }) => problem && `${name} cannot be used: ${problem}`,
  },
  { ...{ rule: 'file-type', level: 'block', onlyDelivered: true }, judge: wrongType },
  { ...{ rule: 'pixel-count', level: 'block', onlyDelivered: true }, judge: wrongSize },
  {
    ...{ rule: 'file-size', level: 'block', onlyDelivered: true },
    judge: ({ bytes }) =>
      bytes > FILE_LIMITS.bytes
        ? `The file has ${(bytes / 1_000_000).toFixed(1)} MB; 45 MB are taken. Save it with a lower quality.`
        : null,
  },
  {
    // the picture is renamed before it leaves, so nothing keeps it back
    ...{ rule: 'name-length', level: 'warn', onlyDelivered: true },
    judge: ({ name }) => {
      const length = [...name].length
      return length > FILE_LIMITS.name
        ? `The file name has ${length} characters; ${FILE_LIMITS.name} are taken. Make CSV gives it a shorter one.`
        : null
    },
  },
  {
    ...{ rule: 'name-characters', level: 'warn', onlyDelivered: true },
    judge: ({ name }) =>
      /^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name)
        ? null
        : `The file name ${name} holds more than plain letters, digits, dots and hyphens.`,
  },
  { ...{ rule: 'png-twin', level: 'block', onlyDelivered: true }, judge: twin },
  {
    ...{ rule: 'quality-model', level: 'warn', onlyDelivered: true },
    judge: ({ model }) =>
      model === 'lanczos'
        ? 'It was enlarged by resampling, not by a model. Get a model and upscale it again.'
        : null,
  },
]

/** Judges a picture by every file rule. */
export function checkFile(file: PreparedFile): Finding[] {
  return FILE_RULES.flatMap(({ rule, level, onlyDelivered, judge }) => {
    if (onlyDelivered && file.stage !== 'upscaled') return []
    // of what is no picture, nothing else can be said
    if (file.mime === null && rule !== 'file-sound') return []
    const message = judge(file)
    return message ? [{ rule, level, message }] : []
  })
}

const EXTENSIONS: Readonly<Record<string, readonly string[]>> = {
  'image/jpeg': ['jpg', 'jpeg'],
  'image/png': ['png'],
}

function wrongType({ name, mime }: PreparedFile): string | null {
  const kind = mime?.replace('image/', '').toUpperCase() ?? ''
  const extensions = EXTENSIONS[mime ?? '']
  if (!extensions) return `The file is a ${kind}; JPEG is taken, and PNG where it is transparent.`
  return extensions.includes(extensionOf(name)) ? null : `The file is a ${kind}, but its name ends otherwise.`
}

function wrongSize({ width, height }: PreparedFile): string | null {
  const pixels = width * height
  const { least, most } = FILE_LIMITS.pixels
  if (pixels >= least && pixels <= most) return null
  const has = `The picture has ${(pixels / 1_000_000).toFixed(1)} megapixels`
  return pixels < least
    ? `${has}; at least 4 are needed. Enlarge it.`
    : `${has}; 100 are taken at most. Make it smaller.`
}

function twin({ name, siblings }: PreparedFile): string | null {
  const [stem, extension] = [stemOf(name), extensionOf(name)]
  const isPng = extension === 'png'
  const other = siblings.find((one) => {
    const kind = extensionOf(one)
    return stemOf(one) === stem && (isPng ? kind === 'jpg' || kind === 'jpeg' : kind === 'png')
  })
  return other
    ? `${other} is the same picture in another format; only one of the two may be submitted.`
    : null
}

function extensionOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1).toLowerCase()
}

function stemOf(name: string): string {
  return name.slice(0, Math.max(0, name.lastIndexOf('.'))).toLowerCase()
}
