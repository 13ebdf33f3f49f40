import { constants, getPriority } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { createCheckers } from '../../../src/app/preflight/checkers.ts'
import { quarters } from '../../imaging/strange-pictures.ts'
import { temporaryFolder } from '../../support/folder.ts'
import { childrenOf, nicenesses } from '../../support/program.ts'

it.runIf(process.platform === 'linux')('looks at pixels with threads that all stand back', async () => {
  const path = join(await temporaryFolder(), 'picture.png')
  await quarters(900, 600).png().toFile(path)
  const checkers = createCheckers()
  onTestFinished(checkers.stop)
  await checkers.check({ path, source: null }, new AbortController().signal)
  const [pid = 0] = childrenOf(process.pid)
  const all = nicenesses(pid)
  expect(all.length).toBeGreaterThan(5)
  expect([...new Set(all)]).toEqual([Math.max(getPriority(), constants.priority.PRIORITY_LOW)])
})
