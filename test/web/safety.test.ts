import { readdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { addGeneration, drawPicture, rawRequest, startTestDashboard } from '../support/dashboard.ts'

describe('the dashboard', () => {
  it('answers 403 to a name that is not this machine’s', async () => {
    const { address } = await startTestDashboard()
    const answer = await rawRequest(address, '/', { host: 'evil.example:5001' })
    expect(answer.status).toBe(403)
    expect((await rawRequest(address, '/', { host: `localhost:${new URL(address).port}` })).status).toBe(200)
  })

  it('tells a reader so in a page of their language', async () => {
    const { address } = await startTestDashboard()
    const asked = { host: 'evil.example:5001', accept: 'text/html', 'accept-language': 'ko' }
    const answer = await rawRequest(address, '/', asked)
    expect(answer.status).toBe(403)
    expect(answer.text).toContain('lang="ko"')
    expect(answer.text).toContain('127.0.0.1')
  })

  it.each([
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' },
  ])('answers 403 to a request that another website sends (%j)', async (headers) => {
    const { address } = await startTestDashboard()
    const { host } = new URL(address)
    expect((await rawRequest(address, '/api/trash/empty', { host, ...headers }, 'POST')).status).toBe(403)
  })

  it('takes a request from its own page, and a link from elsewhere', async () => {
    const { address } = await startTestDashboard()
    const { host, origin } = new URL(address)
    expect((await rawRequest(address, '/api/trash/empty', { host, origin }, 'POST')).status).toBe(200)
    const link = { host, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', accept: 'text/html' }
    expect((await rawRequest(address, '/', link)).status).toBe(200)
  })

  it('lets no script, style or frame in from outside', async () => {
    const { address } = await startTestDashboard()
    const { headers } = await fetch(address)
    const policy = headers.get('content-security-policy')
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self'")
    expect(policy).not.toContain('unsafe')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('x-powered-by')).toBeNull()
  })

  it('asks for the access code when it has one', async () => {
    const { address } = await startTestDashboard({ access_code: 'open sesame' })
    const basic = (code: string) => ({
      authorization: `Basic ${Buffer.from(`me:${code}`).toString('base64')}`,
    })
    expect((await fetch(address)).status).toBe(401)
    expect((await fetch(address, { headers: basic('open barley') })).status).toBe(401)
    expect((await fetch(address, { headers: basic('open sesame') })).status).toBe(200)
  })
})

describe('a path in a request', () => {
  it.each([
    '../secret.png',
    '%2e%2e/secret.png',
    '..%2fsecret.png',
    'g/..%2f..%2fsecret.png',
    'g/%2e%2e/%2e%2e/secret.png',
    '%2fetc/passwd',
    'g/%2fetc%2fpasswd',
    'C:%5cWindows%5cwin.ini',
    'g/..%5csecret.png',
    'g/a%00.png',
    'g/con.png',
    'g/AUX',
    'g/nul.json',
    'g/com1.png',
    'g/one.png.',
    'g/one.png%20',
    '.stockroom/selection.json',
    'g/other/one.png',
    'g/%E0%A4%A.png',
  ])('%s is refused, and nothing is read or moved', async (path) => {
    const { address, home, api } = await startTestDashboard()
    await addGeneration(home, 'g', ['one'])
    await writeFile(join(home, 'secret.png'), await drawPicture())
    for (const route of ['/media/', '/thumbnails/', '/api/images/', '/images/']) {
      const answer = await rawRequest(address, route + path, {
        host: new URL(address).host,
        accept: 'application/json',
      })
      expect([400, 403, 404, 415, 422], `${route}${path}`).toContain(answer.status)
    }
    const moved = await api('POST', '/api/trash', { images: [decode(path)] })
    expect([403, 404, 422]).toContain(moved.status)
    expect(await readdir(join(home, 'trash'))).toEqual([])
  })

  it('that is a link out of the library is refused', async () => {
    const { home, api } = await startTestDashboard()
    await addGeneration(home, 'g', ['one'])
    await writeFile(join(home, 'secret.png'), await drawPicture())
    await symlink(join(home, 'secret.png'), join(home, 'generations', 'g', 'link.png'))
    await symlink(home, join(home, 'generations', 'everything'))
    for (const id of ['g/link.png', 'everything/secret.png']) {
      expect((await api('GET', `/media/${id}`)).status, id).toBe(403)
      expect((await api('POST', '/api/trash', { images: [id] })).status, id).toBe(403)
      expect((await api('POST', '/api/upscale', { images: [id] })).status, id).toBe(403)
    }
    expect(await readdir(home)).toContain('secret.png')
    expect(await readdir(join(home, 'trash'))).toEqual([])
  })
})

function decode(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
