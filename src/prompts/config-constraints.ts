import { idOf } from './config-headings.ts'
import type { Complaints } from './config-problem.ts'
import type { ReadValue } from './config-values.ts'
import type { Piece } from './config-yaml.ts'
import type { Place, VisualSchema } from './visual-schema.ts'

/** An axis as the file has it. */
export interface ReadAxis {
  id: string
  name: string
  values: ReadValue[]
}

type Pairs = VisualSchema['constraints']
interface Point {
  name: string
  axis?: string
  line: number
}

/** Reads pairs that may not meet: `[one, other]`, or `{axis: value, axis: [value, value]}`. */
export function readConstraints(piece: Piece, axes: readonly ReadAxis[], complaints: Complaints): Pairs {
  const items = piece.kind === 'list' ? piece.items : piece.kind === 'map' ? [piece] : []
  if (items.length === 0)
    complaints.mistake(piece.line, 'Expected a list of pairs here, such as [one value, another].')
  return items.flatMap((item) => pairsOf(sidesOf(item), { axes, complaints, line: item.line }))
}

/** Reads what single values say they avoid. */
export function readAvoided(axis: ReadAxis, axes: readonly ReadAxis[], complaints: Complaints): Pairs {
  return axis.values.flatMap(({ name, line, avoids }) =>
    avoids.flatMap((point) =>
      pairsOf([[{ name, axis: axis.id, line }], [point]], { axes, complaints, line: point.line }),
    ),
  )
}

/** Each side of a pair may be several values; then none of one may meet any of the other. */
function sidesOf(item: Piece): Point[][] {
  if (item.kind === 'list') return item.items.map((side) => pointsOf(side))
  if (item.kind === 'map') {
    return item.entries.map(({ name: axis, piece }) => pointsOf(piece).map((point) => ({ ...point, axis })))
  }
  return item.kind === 'text'
    ? item.text
        .split(/\s*(?:\+|×| x )\s*/)
        .map((name) => ({ name, line: item.line }))
        .map((one) => [one])
    : []
}

function pointsOf(piece: Piece): Point[] {
  if (piece.kind === 'text') return [{ name: piece.text, line: piece.line }]
  if (piece.kind === 'list') return piece.items.flatMap(pointsOf)
  if (piece.kind === 'map')
    return piece.entries.flatMap(({ name: axis, piece: inner }) =>
      pointsOf(inner).map((point) => ({ ...point, axis })),
    )
  return []
}

interface Context {
  axes: readonly ReadAxis[]
  complaints: Complaints
  line: number
}

function pairsOf(sides: Point[][], context: Context): Pairs {
  const [ones, others] = sides.map((side) => side.flatMap((point) => find(point, context)))
  if (sides.length !== 2 || !ones || !others) {
    context.complaints.mistake(context.line, 'A constraint needs two values, such as [one value, another].')
    return []
  }
  return ones.flatMap((one) =>
    others.flatMap((other): Pairs => {
      if (one.axis !== other.axis) return [[one, other]]
      context.complaints.mistake(
        context.line,
        `"${one.value}" and "${other.value}" are of the same axis and never meet anyway.`,
      )
      return []
    }),
  )
}

function find({ name, axis, line }: Point, { axes, complaints }: Context): Place[] {
  const found = axes
    .filter(
      (one) =>
        axis === undefined ||
        [one.id, fold(one.name), `${one.id}s`].includes(fold(axis)) ||
        one.id === idOf(axis),
    )
    .flatMap((one) =>
      one.values
        .filter((value) => fold(value.name) === fold(name))
        .map((value) => ({ axis: one.id, value: value.name })),
    )
  if (found.length === 1) return found
  const what = axis === undefined ? 'any axis' : `"${axis}"`
  complaints.mistake(
    line,
    found.length === 0
      ? `"${name}" is no value of ${what}.`
      : `"${name}" is a value of several axes; name the axis as well, as in {style: ...}.`,
  )
  return []
}

function fold(text: string): string {
  return text.normalize('NFC').toLowerCase().trim()
}
