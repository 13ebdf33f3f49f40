import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadSettings, SETTINGS } from '../../src/config/settings.ts'
import { temporaryFolder } from '../support/folder.ts'

describe('the settings', () => {
  it('have a default and a sentence for every field', async () => {
    const project = await temporaryFolder()
    const settings = loadSettings({ project, env: {} })
    expect(settings).toMatchObject({ home: project, host: '127.0.0.1', port: 5001, model: 'auto', tile: 384 })
    expect(Object.values(SETTINGS).every((sentence) => sentence.length > 10)).toBe(true)
  })

  it('come from the file, then .env, then the environment, then the command line', async () => {
    const project = await temporaryFolder()
    await writeSettings(project, { port: 1, tile: 128, model: 'from-file', language: 'ko' })
    await writeFile(
      join(project, '.env'),
      'STOCKROOM_PORT=2\nSTOCKROOM_TILE=256\nSTOCKROOM_MODEL=from-dotenv\n',
    )
    const settings = loadSettings({
      project,
      env: { STOCKROOM_PORT: '3', STOCKROOM_TILE: '384' },
      flags: { port: 4, model: undefined },
    })
    expect(settings).toMatchObject({ port: 4, tile: 384, model: 'from-dotenv', language: 'ko' })
  })

  it('takes the database under the name that its owners gave it', async () => {
    const project = await temporaryFolder()
    const url = 'postgres://someone:secret@db.example/jobs'
    expect(loadSettings({ project, env: { DATABASE_URL: url } })).toMatchObject({ database_url: url })
    expect(loadSettings({ project, env: { DATABASE_URL: '' } }).database_url).toBeUndefined()
  })

  it.each([
    ['DATABASE_URL', 'mysql://someone:secret@db.example/jobs'],
    ['STOCKROOM_API_TOKEN', 'secret'],
    ['STOCKROOM_ACCESS_CODE', 'secret'],
  ])('never show a secret, not even a wrong %s', async (name, value) => {
    const project = await temporaryFolder()
    const load = () => loadSettings({ project, env: { [name]: value } })
    expect(load).toThrow(`but received something else from ${name}`)
    expect(load).not.toThrow(/secret/)
  })

  it('read the file of the home folder, wherever that is', async () => {
    const project = await temporaryFolder()
    const home = await temporaryFolder()
    await writeSettings(home, { port: 7 })
    expect(loadSettings({ project, env: { STOCKROOM_HOME: home } })).toMatchObject({ home, port: 7 })
  })

  it.each([
    ['the environment', { STOCKROOM_PORT: 'many' }, {}, /"port".*"many" from STOCKROOM_PORT/],
    ['the command line', {}, { tile: 100 }, /"tile".*100 from the command line \(--tile\)/],
    [
      'a language we do not have',
      { STOCKROOM_LANGUAGE: 'fr' },
      {},
      /"language".*"fr" from STOCKROOM_LANGUAGE/,
    ],
  ])('stop the start over a bad value from %s, and say where it is', async (_, env, flags, message) => {
    const project = await temporaryFolder()
    expect(() => loadSettings({ project, env, flags })).toThrow(message)
  })

  it('name an unknown field of the file', async () => {
    const project = await temporaryFolder()
    await writeSettings(project, { prot: 5002 })
    expect(() => loadSettings({ project, env: {} })).toThrow(
      /only known settings.*5002 from .*settings\.json/,
    )
  })

  it('say when the file is not JSON', async () => {
    const project = await temporaryFolder()
    await mkdir(join(project, 'config'))
    await writeFile(join(project, 'config', 'settings.json'), '{ port: 5001 }')
    expect(() => loadSettings({ project, env: {} })).toThrow(/settings\.json is not a JSON object/)
  })

  it('listen to other machines only with an access code', async () => {
    const project = await temporaryFolder()
    const env = { STOCKROOM_HOST: '0.0.0.0' }
    expect(() => loadSettings({ project, env })).toThrow(/STOCKROOM_ACCESS_CODE/)
    expect(loadSettings({ project, env: { ...env, STOCKROOM_ACCESS_CODE: 'a long code' } }).host).toBe(
      '0.0.0.0',
    )
  })
})

async function writeSettings(home: string, settings: object): Promise<void> {
  await mkdir(join(home, 'config'), { recursive: true })
  await writeFile(join(home, 'config', 'settings.json'), `\uFEFF${JSON.stringify(settings)}`)
}
