// Makes a submission of a picture and dies as soon as the file has its new name: `node dying-program.ts HOME ID`.
import { makeSubmission } from '../../src/app/delivery/submissions.ts'
import { createEmbedder } from '../../src/delivery/embedding.ts'
import { createExiftool } from '../../src/delivery/exiftool.ts'
import { submissionDeps } from '../support/submission.ts'

const [home = '', id = ''] = process.argv.slice(2)
const { deps } = submissionDeps(home, createEmbedder(createExiftool()))
const { deliveries } = deps.library
const rename: typeof deliveries.rename = async (...request) => {
  await deliveries.rename(...request)
  process.kill(process.pid, 'SIGKILL')
  return new Promise(() => {})
}
const library = { ...deps.library, deliveries: { ...deliveries, rename } }
await makeSubmission({ ...deps, library }, { images: [id], include_blocked: true })
