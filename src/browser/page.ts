import { followBoard } from './board.ts'
import { createCommands } from './commands.ts'
import { openDialogs } from './dialog.ts'
import { followFilters } from './filters.ts'
import { watchInspectors } from './inspector.ts'
import { listenToKeys } from './keys.ts'
import { followLog } from './log.ts'
import { createMarks } from './marks.ts'
import { createMoves } from './moves.ts'
import { fadeNotices } from './notices.ts'
import { carryCards } from './panels.ts'
import { markByPointing } from './pointing.ts'
import { markByBox } from './rubber.ts'
import { createUndo } from './undo.ts'
import { createWalk } from './walk.ts'

document.documentElement.classList.add('scripted')
const board = followBoard()
const marks = createMarks(board)
const walk = createWalk(board)
const moves = createMoves(board)
const history = createUndo(moves, walk.expect)
const run = createCommands({ marks, walk, moves, history })
carryCards({ board, marks, moves })
markByPointing({ marks, walk })
markByBox(marks)
listenToKeys({ run, marks, walk })
followFilters(board)
openDialogs()
watchInspectors()
fadeNotices()
followLog()
