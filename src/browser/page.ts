import htmx from 'htmx.org'
import { followBoard } from './board.ts'
import { createCommands } from './commands.ts'
import { copyTexts } from './copying.ts'
import { openDialogs } from './dialog.ts'
import { followFilters } from './filters.ts'
import { watchInspectors } from './inspector.ts'
import { followJobs } from './jobs.ts'
import { listenToKeys } from './keys.ts'
import { rememberList } from './last-list.ts'
import { followNews } from './live.ts'
import { followLog } from './log.ts'
import { createMarks } from './marks.ts'
import { createMoves } from './moves.ts'
import { fadeNotices } from './notices.ts'
import { carryCards } from './panels.ts'
import { markByPointing } from './pointing.ts'
import { watchPressing } from './pressing.ts'
import { markRest } from './rest.ts'
import { returnToViewed } from './returning.ts'
import { markByBox } from './rubber.ts'
import { followSubmissions } from './submissions.ts'
import { submitFilters } from './submitting.ts'
import { createUndo } from './undo.ts'
import { createWalk } from './walk.ts'
import { windowCards } from './windowing.ts'

document.documentElement.classList.add('scripted')
htmx.config.morphIgnore.push('open') // what the reader has opened stays open when the page is fetched anew
watchPressing()
const board = followBoard()
const marks = createMarks(board)
const walk = createWalk(board, windowCards(board))
const moves = createMoves(board)
const history = createUndo(moves, walk.expect)
const run = createCommands({ rest: markRest(board, marks), marks, walk, moves, history })
carryCards({ board, marks, moves })
markByPointing({ marks, walk })
markByBox(marks)
listenToKeys({ run, marks, walk })
followFilters(board)
submitFilters()
openDialogs()
watchInspectors({ make: moves.make, undo: history.undo, redo: history.redo })
returnToViewed({ board, marks, walk })
fadeNotices()
copyTexts()
followLog()
followJobs()
followSubmissions()
followNews()
rememberList()
