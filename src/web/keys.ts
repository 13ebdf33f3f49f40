/** What the keys of the dashboard do: the rows of the help, in groups. */
export interface KeysModel {
  groups: { id: string; rows: { id: string; keys: string[][] }[] }[]
}

/** Each row names its sentence in the catalogues and the keys, any one of which does it. */
const GROUPS: Record<string, Record<string, string[]>> = {
  move: {
    arrows: ['← → ↑ ↓'],
    ends: ['Home', 'End'],
    pages: ['PageUp', 'PageDown'],
    inspect: ['Space', 'Enter'],
  },
  decide: {
    select: ['S'],
    trash: ['X', 'Delete'],
    undo: ['U', 'Ctrl Z'],
    redo: ['Ctrl Shift Z', 'Ctrl Y'],
  },
  picture: {
    steps: ['← →'],
    decide: ['S', 'X', 'Delete'],
    zoom: ['Z', '+', '-'],
    loupe: ['L'],
    slider: ['B'],
  },
  mark: {
    toggle: ['M'],
    range: ['Shift ← → ↑ ↓'],
    all: ['Ctrl A'],
    invert: ['I'],
    clear: ['Esc'],
  },
  selection: { order: ['Alt ↑', 'Alt ↓'], remove: ['X', 'Delete'] },
  trash: { restore: ['R', 'Enter'] },
  page: { stages: ['1 2 3 4'], search: ['/'], help: ['?'] },
}

/** Lists the keys for the help. */
export function keysModel(): KeysModel {
  return {
    groups: Object.entries(GROUPS).map(([id, rows]) => ({
      id,
      rows: Object.entries(rows).map(([row, keys]) => ({ id: row, keys: keys.map((key) => key.split(' ')) })),
    })),
  }
}
