import htmx from 'htmx.org'
import { followBoard } from './board.ts'
import { openDialogs } from './dialog.ts'
import { submitFilters } from './filters.ts'
import { followJobs } from './jobs.ts'
import { followNews } from './live.ts'
import { followLog } from './log.ts'
import { fadeNotices } from './notices.ts'
import { carryCards } from './panels.ts'

document.documentElement.classList.add('scripted')
htmx.config.morphIgnore.push('open') // what the reader has opened stays open when the page is fetched anew
const board = followBoard()
carryCards(board)
submitFilters()
openDialogs()
fadeNotices()
followLog()
followJobs()
followNews()
