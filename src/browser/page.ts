import { followBoard } from './board.ts'
import { openDialogs } from './dialog.ts'
import { followFilters } from './filters.ts'
import { followLog } from './log.ts'
import { fadeNotices } from './notices.ts'
import { carryCards } from './panels.ts'

document.documentElement.classList.add('scripted')
const board = followBoard()
carryCards(board)
followFilters(board)
openDialogs()
fadeNotices()
followLog()
