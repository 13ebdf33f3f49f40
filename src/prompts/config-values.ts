import type { Complaints } from './config-problem.ts'
import type { Piece } from './config-yaml.ts'
import { OCCASIONS } from './occasions.ts'
import { AxisValue, LIMITS } from './visual-schema.ts'

/** A value as the file has it: with its line, and the names of what it may not meet. */
export interface ReadValue extends AxisValue {
  line: number
  avoids: { name: string; line: number }[]
}

type Field = 'name' | 'texts' | 'weight' | 'seasons' | 'avoids'

/** What the fields of a value may be called. */
const FIELDS: Record<Field, readonly string[]> = {
  name: ['name', '이름'],
  texts: [
    'prompt',
    'prompts',
    'prefix',
    'text',
    'texts',
    'phrase',
    'phrases',
    'subjects',
    'scenes',
    '프롬프트',
    '문구',
    '피사체',
    '장면',
  ],
  weight: ['weight', 'share', '가중치', '비중'],
  seasons: ['season', 'seasons', 'occasion', 'occasions', '시즌', '계절', '시기'],
  avoids: ['avoid', 'avoids', 'not with', 'not_with', '피할 것', '제외'],
}

const FIELD_OF = new Map(
  Object.entries(FIELDS).flatMap(([field, names]) => names.map((name) => [name, field])),
)

/** Reads the values of an axis, in whichever of the ways people write a list of names and texts. */
export function readValues(piece: Piece, complaints: Complaints): ReadValue[] {
  return itemsOf(piece).flatMap((item) => {
    const read = readValue(item, complaints)
    const result = read && AxisValue.safeParse(read)
    if (!read || !result) return []
    if (result.success) return [{ ...result.data, line: read.line, avoids: read.avoids }]
    complaints.mistake(read.line, tooMuch(read))
    return []
  })
}

/** Says which limit a value is over. */
function tooMuch({ name, texts, seasons }: ReadValue): string {
  const short = name.slice(0, 60)
  if (texts.length > LIMITS.texts)
    return `"${short}" has ${texts.length} texts; ${LIMITS.texts} are the most.`
  if (seasons.length > LIMITS.seasons)
    return `"${short}" has ${seasons.length} seasons; ${LIMITS.seasons} are the most.`
  return `A text of "${short}" is too long: ${LIMITS.characters} characters are the most, and ${LIMITS.name} for a name.`
}

/** Reads a plain list of texts. */
export function readTexts(piece: Piece, complaints: Complaints): string[] {
  const texts = itemsOf(piece).flatMap((item) => {
    if (item.kind === 'text') return [item]
    if (item.kind === 'list') return item.items.filter((one) => one.kind === 'text')
    complaints.mistake(item.line, 'Expected a list of texts here, each after a dash.')
    return []
  })
  return texts.flatMap(({ text, line }) => {
    if (text.length <= LIMITS.characters) return text === '' ? [] : [text]
    complaints.mistake(line, `A text is too long: ${LIMITS.characters} characters are the most.`)
    return []
  })
}

/** A map of names is a list of maps with one name each; a text of several lines is a list of them. */
function itemsOf(piece: Piece): Piece[] {
  switch (piece.kind) {
    case 'list':
      return piece.items.flatMap((item) => (item.kind === 'text' ? linesOf(item) : [item]))
    case 'map':
      return piece.entries.map((entry) => ({ kind: 'map', line: entry.line, entries: [entry] }))
    case 'text':
      return linesOf(piece)
    case 'nothing':
      return []
  }
}

function linesOf({ text, line }: { text: string; line: number }): Piece[] {
  return text
    .split('\n')
    .map((part, index) => ({ kind: 'text', text: part.replace(/^[-*] /, ''), line: line + index }))
}

function readValue(item: Piece, complaints: Complaints): ReadValue | null {
  const blank = { weight: 1, seasons: [], avoids: [], line: item.line }
  if (item.kind === 'text') return { ...blank, name: item.text, texts: [item.text] }
  if (item.kind !== 'map') {
    if (item.kind === 'list')
      complaints.mistake(
        item.line,
        'Expected a name or a name with its fields, but this is a list in a list.',
      )
    return null
  }
  const [only] = item.entries
  if (only && item.entries.length === 1 && !FIELD_OF.has(only.name.toLowerCase())) {
    const named = { ...blank, name: only.name, texts: [] }
    if (only.piece.kind === 'map') return withFields(named, only.piece, complaints)
    return spoken({ ...named, texts: textsOf(only.piece) }, complaints)
  }
  return withFields({ ...blank, name: '', texts: [] }, item, complaints)
}

function withFields(
  value: ReadValue,
  map: Extract<Piece, { kind: 'map' }>,
  complaints: Complaints,
): ReadValue | null {
  const read = { ...value }
  for (const { name, line, piece } of map.entries) {
    const field = FIELD_OF.get(name.toLowerCase().trim())
    if (field === 'name') read.name = textsOf(piece)[0] ?? ''
    else if (field === 'texts')
      read.texts = piece.kind === 'text' || piece.kind === 'list' ? textsOf(piece) : []
    else if (field === 'seasons') read.seasons = seasonsOf(piece, complaints)
    else if (field === 'avoids') read.avoids = pointsOf(piece)
    else if (field === 'weight') read.weight = weightOf(read.name, { piece, line }, complaints)
    else
      complaints.mistake(
        line,
        `"${name}" is no field of a value; these are: name, prompt, weight, season, avoid.`,
      )
  }
  if (read.name === '' && read.texts[0]) read.name = read.texts[0].slice(0, 100)
  if (read.name !== '') return spoken(read, complaints)
  complaints.mistake(read.line, 'A value has no name.')
  return null
}

/** A value without a text of its own says its name. */
function spoken(value: ReadValue, complaints: Complaints): ReadValue {
  const texts = value.texts.length > 0 ? value.texts : [value.name]
  const hole = texts
    .join(' ')
    .replaceAll('{subject}', '')
    .match(/\{[^}]*\}?/)?.[0]
  if (hole)
    complaints.mistake(
      value.line,
      `"${value.name}" has ${hole} in its prompt, and only {subject} can be filled in.`,
    )
  return { ...value, texts }
}

function seasonsOf(piece: Piece, complaints: Complaints): string[] {
  const named = pointsOf(piece).flatMap(({ name, line }) =>
    name
      .split(',')
      .map((part) => part.trim().slice(0, 60))
      .filter(Boolean)
      .map((id) => ({ id: id.toLowerCase().replaceAll(' ', '-'), line })),
  )
  for (const { id, line } of named)
    if (!Object.hasOwn(OCCASIONS, id))
      complaints.hint(line, `"${id}" is no occasion of the calendar and counts for nothing.`)
  return named.map(({ id }) => id)
}

function weightOf(
  name: string,
  { piece, line }: { piece: Piece; line: number },
  complaints: Complaints,
): number {
  const text = textsOf(piece)[0] ?? ''
  const weight = Number(text.replace(/\s*%$/, ''))
  if (text !== '' && weight > 0 && weight <= 1_000_000) return weight
  complaints.mistake(
    line,
    `Expected a number over 0 as the weight of "${name}" but received "${text.slice(0, 40)}".`,
  )
  return 1
}

function textsOf(piece: Piece): string[] {
  return pointsOf(piece).map(({ name }) => name)
}

function pointsOf(piece: Piece): { name: string; line: number }[] {
  if (piece.kind === 'text') return [{ name: piece.text.replaceAll('\n', ' '), line: piece.line }]
  if (piece.kind === 'list') return piece.items.flatMap(pointsOf)
  return []
}
