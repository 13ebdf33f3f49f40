import { followBoard } from './board.ts'
import { openDialogs } from './dialog.ts'
import { submitFilters } from './filters.ts'
import { followLog } from './log.ts'
import { fadeNotices } from './notices.ts'
import { carryCards } from './panels.ts'

document.documentElement.classList.add('scripted')
const board = followBoard()
carryCards(board)
submitFilters()
openDialogs()
fadeNotices()
followLog()
