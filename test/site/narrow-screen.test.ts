import { createReadStream } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import { chromium, type Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DIST, readPages } from './pages.js'

const { ARBALEST_BROWSER: executablePath } = process.env

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
}

// `npm run site` says so if there is no browser.
describe.skipIf(!executablePath)('on a screen as wide as a phone', () => {
  let browser: Browser
  let server: Server

  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: executablePath!,
      chromiumSandbox: process.getuid?.() !== 0,
    })
    server = createServer(({ url }, response) => {
      const { pathname } = new URL(url!, 'http://site')
      const type = TYPES[extname(pathname)]
      if (type) response.setHeader('content-type', type)
      createReadStream(join(DIST, pathname))
        .on('error', () => response.writeHead(404).end())
        .pipe(response)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  })

  afterAll(async () => {
    await browser.close()
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })

  test('no page but those of the API is wider than it', { timeout: 300_000 }, async () => {
    const page = await browser.newPage({ viewport: { width: 390, height: 844 } })
    const { port } = server.address() as AddressInfo
    const wide: string[] = []
    for (const path of readPages().keys()) {
      if (path.startsWith('api/')) continue
      await page.goto(`http://127.0.0.1:${port}/${path}`, { waitUntil: 'load' })
      const width = await page.evaluate('document.documentElement.scrollWidth')
      if (Number(width) > 390) wide.push(`${path}: ${width}`)
    }
    expect(wide).toEqual([])
  })
})
