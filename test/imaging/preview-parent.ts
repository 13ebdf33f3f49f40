/** A stand-in for the dashboard: asks for the previews of a picture again and again, and prints how many came. */
import { pino } from 'pino'
import { createPreviewer } from '../../src/imaging/previews/previewer.ts'

const [picture = ''] = process.argv.slice(2)
const previewer = createPreviewer({ log: pino() })

for (let made = 1; ; made++) {
  await Promise.all([previewer.make(picture, 480), previewer.make(picture, 480)])
  process.stdout.write(`made ${made}\n`)
}
