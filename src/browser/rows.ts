/** The rows of a grid: lengths in pixels, the tops from that of the first row. */
export interface Rows {
  columns: number
  tops: number[]
  heights: number[]
  gap: number
  /** Where the row after the last one would begin. */
  end: number
}

/** The height of a row that was never laid out, where none was. */
const USUAL = 240

/** Remembers how high the rows of cards are, also while they are not laid out. */
export function heightsOf(): { of(list: HTMLElement, cards: readonly HTMLElement[]): Rows } {
  const known = new WeakMap<HTMLElement, number>()
  return {
    of(list, cards) {
      const { gridTemplateColumns, rowGap } = getComputedStyle(list)
      const [columns, gap] = [gridTemplateColumns.split(' ').length, Number.parseFloat(rowGap) || 0]
      const rows: Rows = { columns, gap, tops: [], heights: [], end: 0 }
      let usual = USUAL
      for (let index = 0; index < cards.length; index += columns) {
        const row = cards.slice(index, index + columns)
        const laid = row.find(({ dataset }) => !('away' in dataset || 'apart' in dataset))
        const height = laid?.offsetHeight || known.get(row[0] ?? list) || usual
        for (const card of row) known.set(card, height)
        usual = height
        rows.tops.push(rows.end)
        rows.heights.push(height)
        rows.end += height + gap
      }
      return rows
    },
  }
}

/** Returns the row that lies at a height, or the nearest one. */
export function rowAt({ tops }: Rows, y: number): number {
  let [low, high] = [0, tops.length - 1]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((tops[middle] ?? 0) <= y) low = middle
    else high = middle - 1
  }
  return low
}

/** Returns the rows around what is seen of a list, or around one of its cards, with so many of its heights on either side. */
export function stretchAround(
  rows: Rows,
  { scrollTop, clientHeight }: Pick<HTMLElement, 'scrollTop' | 'clientHeight'>,
  card: number | undefined,
  margin: number,
): { first: number; last: number } {
  const top = card === undefined ? scrollTop : (rows.tops[Math.floor(card / rows.columns)] ?? 0)
  const around = margin * clientHeight
  return { first: rowAt(rows, top - around), last: rowAt(rows, top + clientHeight + around) }
}
