import { spawnSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { fateOf, OWNER } from '../../src/core/owner.ts'

it('tells the living from the gone, and asks nothing of other machines', () => {
  const gone = spawnSync(process.execPath, ['--version']).pid
  expect(fateOf(OWNER)).toBe('alive')
  expect(fateOf(OWNER.replace(/~\d+$/, `~${gone}`))).toBe('gone')
  expect(fateOf(`another~${gone}`)).toBe('unknown')
  expect(fateOf('nonsense')).toBe('unknown')
})
