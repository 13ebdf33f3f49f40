import { setImmediate as turn } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { runPipeline } from '../../src/upscale/pipeline.ts'

/** Stages that note what is in work, and how much of it at most. */
function bench(names: string[], redo: string[] = []) {
  const [queue, events] = [[...names], [] as string[]]
  const inWork = new Set<string>()
  let most = 0
  const stage = (word: string) => async (name: string) => {
    inWork.add(name)
    most = Math.max(most, inWork.size)
    await turn()
    events.push(`${word} ${name}`)
    if (word !== 'finished') return name
    inWork.delete(name)
    if (redo.splice(redo.indexOf(name) >>> 0, 1).length > 0) queue.unshift(name)
    return name
  }
  const stages = {
    next: () => queue.shift(),
    read: stage('read'),
    enlarge: stage('enlarged'),
    finish: async (name: string) => void (await stage('finished')(name)),
  }
  return { stages, events, most: () => most }
}

describe('runPipeline', () => {
  it('reads the next and finishes the last while one is enlarged, and never has more in work', async () => {
    const { stages, events, most } = bench(['a', 'b', 'c', 'd', 'e'])
    await runPipeline(stages, false)
    expect(events.filter((event) => event.startsWith('enlarged'))).toEqual(
      ['a', 'b', 'c', 'd', 'e'].map((name) => `enlarged ${name}`),
    )
    expect(events.indexOf('read b')).toBeLessThan(events.indexOf('finished a'))
    expect(events.at(-1)).toBe('finished e')
    expect(most()).toBe(3)
  })

  it('has one in work at a time when that is asked for', async () => {
    const { stages, events, most } = bench(['a', 'b'])
    await runPipeline(stages, true)
    expect(most()).toBe(1)
    expect(events).toEqual(['read a', 'enlarged a', 'finished a', 'read b', 'enlarged b', 'finished b'])
  })

  it('goes on with what a stage put back, the very last thing included', async () => {
    const { stages, events } = bench(['a', 'b'], ['b'])
    await runPipeline(stages, false)
    expect(events.filter((event) => event === 'finished b')).toHaveLength(2)
  })

  it('leaves out what a stage gave up', async () => {
    const { stages, events } = bench(['a', 'b', 'c'])
    const read = async (name: string) => (name === 'b' ? null : stages.read(name))
    await runPipeline({ ...stages, read }, false)
    expect(events.filter((event) => event.endsWith('b'))).toEqual([])
    expect(events.at(-1)).toBe('finished c')
  })
})
