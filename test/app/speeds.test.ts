import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pino } from 'pino'
import { describe, expect, it } from 'vitest'
import { createSpeeds } from '../../src/app/speeds.ts'
import { temporaryFolder } from '../support/folder.ts'

const log = pino({ level: 'silent' })
const runner = { model: 'realesr-general-x4v3', device: 'cpu' }
const square = { width: 1000, height: 1000 } // cropped to 16:9, 562 or 563 rows of it reach the model

describe('the expected time', () => {
  it('is unknown before the first job, and then follows the pixels that reach the model', async () => {
    const speeds = createSpeeds(join(await temporaryFolder(), 'speeds.json'), log)
    expect(await speeds.expect(runner, [square])).toBeNull()
    await speeds.learn(runner, [square, square], 8000)
    expect(await speeds.expect(runner, [square])).toBe(4000)
    expect(await speeds.expect(runner, [square, square, square])).toBe(12_000)
    expect(await speeds.expect({ ...runner, device: 'cuda' }, [square])).toBeNull()
  })

  it('learns from later jobs, and survives a restart', async () => {
    const path = join(await temporaryFolder(), 'speeds.json')
    const speeds = createSpeeds(path, log)
    await speeds.learn(runner, [square], 1000)
    await speeds.learn(runner, [square], 2000)
    expect(await createSpeeds(path, log).expect(runner, [square])).toBe(1400)
  })

  it('begins anew when its file is damaged', async () => {
    const path = join(await temporaryFolder(), 'speeds.json')
    await writeFile(path, '{"realesr')
    const speeds = createSpeeds(path, log)
    expect(await speeds.expect(runner, [square])).toBeNull()
    await speeds.learn(runner, [square], 1000)
    expect(await speeds.expect(runner, [square])).toBe(1000)
  })
})
