import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'

describe('start-dashboard.bat', () => {
  const read = () => readFile(new URL('../../start-dashboard.bat', import.meta.url), 'latin1')

  it('is ASCII, which every code page of Windows reads alike', async () => {
    expect(await read()).toMatch(/^[\r\n\x20-\x7e]+$/)
  })

  it('ends every line the way cmd needs it to find its labels', async () => {
    const lines = (await read()).split('\n')

    expect(lines.pop()).toBe('')
    expect(lines.filter((line) => !line.endsWith('\r'))).toEqual([])
  })

  it('has every label it jumps to', async () => {
    const text = await read()
    const labels = [...text.matchAll(/^:(\w+)/gm)].map(([, name]) => name)
    const jumps = [...text.matchAll(/\bgoto (\w+)/g)].map(([, name]) => name)

    expect(jumps).not.toEqual([])
    expect(labels).toEqual(expect.arrayContaining(jumps))
  })

  it('keeps its window open whatever goes wrong', async () => {
    const text = await read()
    const failures = text.slice(text.indexOf(':nofolder'))

    expect(failures).toContain('https://nodejs.org')
    expect(failures).toMatch(/:failed\r\necho\.\r\npause\r\nexit \/b %RESULT%\r\n$/)
  })
})
