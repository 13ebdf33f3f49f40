import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readCatalogue } from '../../src/web/i18n.ts'
import { project } from '../support/dashboard.ts'

const en = readCatalogue('en')
const ko = readCatalogue('ko')

describe('the catalogues', () => {
  it('say the same things in both languages', () => {
    const plain = (key: string) => key.replace(/_(one|other)$/, '')
    const keys = (catalogue: object) => [...new Set(flat(catalogue).map(([key]) => plain(key)))].toSorted()
    expect(keys(ko)).toEqual(keys(en))
  })

  it('fill in the same values in both languages', () => {
    const holes = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).toSorted()
    const korean = new Map(flat(ko))
    const different = flat(en).filter(([key, text]) => {
      const other = korean.get(key)
      // Korean has one form for every number, which always says the number.
      return (
        other !== undefined && holes(text).some((name) => !holes(other).includes(name) && name !== 'name')
      )
    })
    expect(different).toEqual([])
  })

  it('hold every sentence that the views and routes ask for', () => {
    const known = new Set(flat(en).map(([key]) => key.replace(/_(one|other)$/, '')))
    const files = ['views', 'src/web'].flatMap((folder) =>
      readdirSync(join(project, folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => /\.(ejs|ts)$/.test(name))
        .map((name) => readFileSync(join(project, folder, name), 'utf8')),
    )
    const asked = files.flatMap((text) =>
      [...text.matchAll(/\bt\(\s*'([\w.]+)'/g)].map(([, key = '']) => key),
    )
    expect(asked.length).toBeGreaterThan(40)
    expect(asked.filter((key) => !known.has(key))).toEqual([])
  })

  it('leave no words in the views outside of them', () => {
    const folder = join(project, 'views')
    const words = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ejs'))
      .flatMap((name) => {
        const text = readFileSync(join(folder, name), 'utf8')
          .replace(/<%[\s\S]*?%>/g, '')
          .replace(/<pre>[\s\S]*?<\/pre>/g, '')
        return [...text.replace(/<[^>]*>/g, '\n').matchAll(/[A-Za-z가-힣]{3,}/g)].map(
          ([word]) => `${name}: ${word}`,
        )
      })
    expect(words.filter((word) => !word.endsWith('Stockroom'))).toEqual([])
  })
})

function flat(catalogue: object, prefix = ''): [key: string, text: string][] {
  return Object.entries(catalogue).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[prefix + key, value]] : flat(value, `${prefix}${key}.`),
  )
}
