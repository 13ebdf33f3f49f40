import { type Block, readBlocks } from './config-blocks.ts'
import { type ReadAxis, readAvoided, readConstraints } from './config-constraints.ts'
import { type Section, sectionOf } from './config-headings.ts'
import { type Complaints, type ConfigProblem, createComplaints } from './config-problem.ts'
import { readTexts, readValues } from './config-values.ts'
import { type Piece, readYaml } from './config-yaml.ts'
import { KNOWN_AXES, LIMITS, VisualSchema } from './visual-schema.ts'

/** What a config says, or null where a mistake keeps it from being used; and everything that is wrong with it. */
export interface ReadConfig {
  schema: VisualSchema | null
  problems: ConfigProblem[]
}

/** A config is a few pages of text. */
const LARGEST = 500_000

interface Found {
  section: Section
  heading: string
  piece: Piece
}

/**
 * Reads `prompt_config.md`: Markdown whose fenced blocks of YAML are taken by the heading they are under.
 *
 * Everything that is wrong is told at once, each with its line and heading. What is clear is taken however it is written: names with
 * or without texts, lists or maps, English or Korean headings, any line ends, with or without a byte order mark.
 */
export function readPromptConfig(bytes: Uint8Array): ReadConfig {
  const problems: ConfigProblem[] = []
  const text = decode(bytes, problems)
  if (text === null) return { schema: null, problems }
  const found = readBlocks(text).flatMap((block) => readBlock(block, problems))
  const axes = axesOf(found, problems)
  if (
    !axes.some(({ id }) => id === 'subject') &&
    !problems.some(({ heading }) => heading !== null && isSubject(heading))
  ) {
    const message = 'There are no subjects: add a heading "Subject categories" and a block of YAML below it.'
    problems.push({ line: 1, heading: null, message, severity: 'mistake' })
  }
  const schema = schemaOf(found, axes, problems)
  const sorted = problems.toSorted((a, b) => a.line - b.line)
  const isBroken = sorted.some(({ severity }) => severity === 'mistake')
  return { schema: isBroken ? null : schema, problems: sorted }
}

function isSubject(heading: string): boolean {
  const found = sectionOf([{ text: heading, level: 1, line: 1 }])
  return found?.section.kind === 'axis' && found.section.id === 'subject'
}

function decode(bytes: Uint8Array, problems: ConfigProblem[]): string | null {
  const complaints = createComplaints(problems, null)
  if (bytes.length > LARGEST) {
    complaints.mistake(1, 'The file is larger than 500 KB.')
    return null
  }
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : 'utf-8'
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes).replace(/\r\n?/g, '\n')
    if (text.trim() !== '') return text
    complaints.mistake(1, 'The file is empty.')
  } catch {
    complaints.mistake(1, 'The file is not UTF-8 text; save it as UTF-8.')
  }
  return null
}

function readBlock(block: Block, problems: ConfigProblem[]): Found[] {
  const place = sectionOf(block.headings)
  const complaints = createComplaints(problems, block.headings.at(-1)?.text ?? null)
  if (!place) {
    complaints.mistake(
      block.line,
      'A block of YAML comes before the first heading, so nobody knows what it is.',
    )
    return []
  }
  if (!block.isClosed)
    complaints.mistake(block.line - 1, 'This block of YAML is never closed; end it with a line of ```.')
  const piece = readYaml(block, complaints)
  if (!piece) return []
  if (piece.kind === 'nothing') {
    complaints.hint(block.line - 1, 'There is nothing in this block.')
    return []
  }
  return [{ section: place.section, heading: block.headings.at(-1)?.text ?? '', piece }]
}

/** Sections of the same axis are put together; a name that comes again is left out. */
function axesOf(found: readonly Found[], problems: ConfigProblem[]): ReadAxis[] {
  const axes = new Map<string, ReadAxis>()
  for (const { section, heading, piece } of found) {
    if (section.kind !== 'axis') continue
    const complaints = createComplaints(problems, heading)
    if (section.name.length > LIMITS.name)
      complaints.mistake(piece.line, `The heading is too long: ${LIMITS.name} characters are the most.`)
    const axis = axes.get(section.id) ?? { id: section.id, name: section.name, values: [] }
    axes.set(section.id, axis)
    for (const value of readValues(piece, complaints)) {
      const same = axis.values.find(({ name }) => name.toLowerCase() === value.name.toLowerCase())
      if (section.id === 'subject' && value.texts.some((text) => text.includes('{subject}')))
        complaints.mistake(
          value.line,
          `"${value.name}" is a subject itself and cannot have {subject} in its prompt.`,
        )
      if (same)
        complaints.hint(
          value.line,
          `"${value.name}" is there already, in line ${same.line}, and is left out.`,
        )
      else axis.values.push(value)
    }
    if (axis.values.length > LIMITS.values)
      complaints.mistake(piece.line, `There are ${axis.values.length} values; ${LIMITS.values} are the most.`)
  }
  const order = (id: string) => (KNOWN_AXES as readonly string[]).indexOf(id)
  const all = [...axes.values()].filter(({ values }) => values.length > 0)
  const known = all.filter(({ id }) => order(id) >= 0).sort((a, b) => order(a.id) - order(b.id))
  const own = all.filter(({ id }) => order(id) < 0)
  if (all.length > LIMITS.axes) {
    const message = `There are ${all.length} axes; ${LIMITS.axes} are the most.`
    problems.push({
      line: own.at(-1)?.values[0]?.line ?? 1,
      heading: own.at(-1)?.name ?? null,
      message,
      severity: 'mistake',
    })
  }
  return [...known, ...own]
}

function schemaOf(
  found: readonly Found[],
  axes: readonly ReadAxis[],
  problems: ConfigProblem[],
): VisualSchema | null {
  const texts = { base: [] as string[], boosters: [] as string[], safety: [] as string[] }
  const negatives = {
    ip: [] as string[],
    quality: [] as string[],
    policy: [] as string[],
    other: [] as string[],
  }
  const constraints: VisualSchema['constraints'] = axes.flatMap((axis) =>
    readAvoided(axis, axes, createComplaints(problems, axis.name)),
  )
  let output = VisualSchema.shape.output.parse({})
  for (const { section, heading, piece } of found) {
    const complaints = createComplaints(problems, heading)
    if (section.kind === 'texts') gather(texts[section.list], piece, complaints)
    else if (section.kind === 'negatives') gather(negatives[section.list], piece, complaints)
    else if (section.kind === 'constraints') constraints.push(...readConstraints(piece, axes, complaints))
    else if (section.kind === 'output') output = readOutput(piece, output, complaints)
  }
  return VisualSchema.safeParse({ ...texts, axes, negatives, constraints, output }).data ?? null
}

function gather(list: string[], piece: Piece, complaints: Complaints): void {
  list.push(...readTexts(piece, complaints))
  if (list.length > LIMITS.texts)
    complaints.mistake(piece.line, `There are ${list.length} texts; ${LIMITS.texts} are the most.`)
}

type Output = VisualSchema['output']

function readOutput(piece: Piece, before: Output, complaints: Complaints): Output {
  let output = before
  for (const { name, line, piece: value } of piece.kind === 'map' ? piece.entries : []) {
    const field = OUTPUT_FIELDS.find(([, pattern]) => pattern.test(name))?.[0]
    const text = value.kind === 'text' ? value.text : ''
    const checked = field && VisualSchema.shape.output.safeParse({ ...output, [field]: text })
    if (checked?.success) output = checked.data
    else if (field)
      complaints.mistake(
        line,
        `"${name}" is not understood; write it as in aspect: "16:9" and midjourney: "6.0".`,
      )
    else complaints.mistake(line, `"${name}" is no field of the output; these are: aspect, midjourney.`)
  }
  return output
}

const OUTPUT_FIELDS = [
  ['aspect', /^(aspect|aspect ratio|비율|화면 비율)$/i],
  ['midjourney', /^(midjourney|midjourney version|미드저니|미드저니 버전)$/i],
] as const
