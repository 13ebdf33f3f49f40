import { z } from 'zod'
import { type App, type CoverageCell, type PairMatrix, shareOf } from '../../app.ts'
import { parse } from '../../core/parse.ts'
import { queryOf } from '../addresses.ts'
import type { Words } from '../jobs/words.ts'
import { axisName } from './plan-page.ts'

const CoverageQuery = z.object({
  first: z.string().max(100).default(''),
  second: z.string().max(100).default(''),
  /** The cell that is looked at, by the names of its values. */
  a: z.string().max(300).default(''),
  b: z.string().max(300).default(''),
})

/** A cell of the matrix as it is shown. */
export interface CellModel {
  state: CoverageCell['state']
  /** What it says to the eye: how often it is covered, or a sign. */
  sign: string
  /** What it says to whoever cannot see it. */
  label: string
  /** Both values as a form sends them. */
  pair: string
  href: string
  isChosen: boolean
}

/** Two axes in the overview. */
export interface OverviewCell {
  href: string
  percent: string
  /** In tenths, for the shade. */
  tenths: number
  isCurrent: boolean
  label: string
}

/** The page of the coverage. */
export interface CoverageModel {
  axes: { id: string; name: string }[]
  /** For each axis but the last a row, for each but the first a column; null below the diagonal. */
  overview: { name: string; cells: (OverviewCell | null)[] }[]
  share: string
  missing: number
  first: string
  second: string
  matrix: {
    columns: string[]
    rows: { name: string; cells: CellModel[] }[]
    totals: PairMatrix['totals']
  } | null
  chosen: {
    pair: string
    values: [string, string]
    state: CoverageCell['state']
    isMarked: boolean
    prompts: { generation: string; number: number; prompt: string; isRejected: boolean }[]
  } | null
}

const SIGNS = { missing: '+', rejected: '✕', excluded: '⊘' } as const

/** Gathers the page: the overview, the matrix of two axes, and what is known of one cell. */
export async function coverageModel(
  { planning }: Pick<App, 'planning'>,
  given: unknown,
  words: Words,
): Promise<CoverageModel> {
  const query = parse(CoverageQuery, given, 'Coverage')
  const { axes: own, matrices, prompts } = await planning.coverage()
  const axes = own.map((axis) => ({ ...axis, name: axisName(axis, words.t) }))
  const current =
    matrices.find(({ first, second }) => first === query.first && second === query.second) ?? matrices[0]
  const sum = matrices.reduce((all, { totals }) => addTotals(all, totals), {
    covered: 0,
    missing: 0,
    rejected: 0,
    excluded: 0,
  })
  const view = { matrices, current, words, axes }
  return {
    axes: axes.map(({ id, name }) => ({ id, name })),
    overview: overviewOf(view),
    share: percentOf(sum, words),
    missing: sum.missing,
    first: current?.first ?? '',
    second: current?.second ?? '',
    matrix: current ? matrixOf(current, view, query) : null,
    chosen: current ? chosenOf(current, { axes, prompts, query }) : null,
  }
}

type Axes = Awaited<ReturnType<App['planning']['coverage']>>['axes']
type Prompts = Awaited<ReturnType<App['planning']['coverage']>>['prompts']

interface View {
  matrices: PairMatrix[]
  current: PairMatrix | undefined
  words: Words
  axes: Axes
}

function overviewOf({ matrices, current, words, axes }: View): CoverageModel['overview'] {
  return axes.slice(0, -1).map((row, index) => ({
    name: row.name,
    cells: axes.slice(1).map((column, at) => {
      const matrix =
        at >= index
          ? matrices.find(({ first, second }) => first === row.id && second === column.id)
          : undefined
      if (!matrix) return null
      const percent = percentOf(matrix.totals, words)
      return {
        percent,
        href: addressOf({ first: row.id, second: column.id }),
        tenths: Math.floor(shareOf(matrix.totals) * 10),
        isCurrent: matrix === current,
        label: words.t('coverage.overviewCell', { first: row.name, second: column.name, percent }),
      }
    }),
  }))
}

function matrixOf(
  matrix: PairMatrix,
  { axes, words }: View,
  query: z.output<typeof CoverageQuery>,
): CoverageModel['matrix'] {
  const names = (id: string) => axes.find((axis) => axis.id === id)?.values.map(({ name }) => name) ?? []
  const { first, second } = matrix
  const columns = names(second)
  const rows = names(first).map((a, row) => ({
    name: a,
    cells: columns.flatMap((b, column): CellModel[] => {
      const cell = matrix.cells[row]?.[column]
      if (!cell) return []
      const { state, count } = cell
      return [
        {
          state,
          sign: state === 'covered' ? String(count) : SIGNS[state],
          label: words.t(`coverage.cell.${state}`, { a, b, count }),
          pair: JSON.stringify([first, a, second, b]),
          href: addressOf({ first, second, a, b }),
          isChosen: query.a === a && query.b === b,
        },
      ]
    }),
  }))
  return { columns, rows, totals: matrix.totals }
}

function chosenOf(
  { first, second, cells }: PairMatrix,
  { axes, prompts, query: { a, b } }: { axes: Axes; prompts: Prompts; query: z.output<typeof CoverageQuery> },
): CoverageModel['chosen'] {
  const place = (id: string, value: string) =>
    axes.find((axis) => axis.id === id)?.values.findIndex(({ name }) => name === value) ?? -1
  const cell = cells[place(first, a)]?.[place(second, b)]
  if (!cell) return null
  const having = prompts.filter(({ values }) => values[first] === a && values[second] === b)
  return {
    pair: JSON.stringify([first, a, second, b]),
    values: [a, b],
    state: cell.state,
    isMarked: cell.isMarked,
    prompts: having.map(({ generation, prompt, isRejected }) => ({
      ...{ generation, isRejected },
      number: prompt.number ?? 0,
      prompt: prompt.prompt,
    })),
  }
}

function addTotals(a: PairMatrix['totals'], b: PairMatrix['totals']): PairMatrix['totals'] {
  return {
    covered: a.covered + b.covered,
    missing: a.missing + b.missing,
    rejected: a.rejected + b.rejected,
    excluded: a.excluded + b.excluded,
  }
}

/** Rounded down: 100 % means that nothing is missing. */
function percentOf(totals: PairMatrix['totals'], { language }: Words): string {
  const share = Math.floor(shareOf(totals) * 100) / 100
  return new Intl.NumberFormat(language, { style: 'percent' }).format(share)
}

function addressOf(query: Record<string, string>): string {
  return `/prompts/coverage${queryOf(query)}`
}
