import { followBoard } from './board.ts'
import { openDialogs } from './dialog.ts'
import { submitFilters } from './filters.ts'
import { watchInspectors } from './inspector.ts'
import { followLog } from './log.ts'
import { fadeNotices } from './notices.ts'
import { carryCards } from './panels.ts'

document.documentElement.classList.add('scripted')
const board = followBoard()
carryCards(board)
submitFilters()
openDialogs()
watchInspectors()
fadeNotices()
followLog()
