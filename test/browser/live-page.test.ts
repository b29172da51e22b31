import { serveReport, type ServedReport } from '@arbalest/report'
import axe from 'axe-core'
import { chromium, type Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { livePage } from './sample-page.js'

let browser: Browser
let served: ServedReport
let looks = 0
let isBroken = false

beforeAll(async () => {
  const { ARBALEST_BROWSER: executablePath } = process.env
  if (!executablePath) throw new Error('These tests are run by npm run browser, which finds a browser.')
  browser = await chromium.launch({ executablePath, chromiumSandbox: process.getuid?.() !== 0 })
  served = await serveReport({
    make: async () => {
      if (isBroken) throw new Error('It cannot be looked at.')
      return livePage(++looks)
    },
    failed: () => {},
  })
})

afterAll(async () => {
  await browser.close()
  await served[Symbol.asyncDispose]()
})

describe('the page of a report that is served', () => {
  test(
    'looks again when its button is pressed and as minutes pass, and says so',
    { timeout: 120_000 },
    async () => {
      const page = await browser.newPage()
      const troubles: string[] = []
      page.on('console', (message) => troubles.push(message.text()))
      page.on('pageerror', (error) => troubles.push(error.message))
      await page.clock.install()
      await page.goto(served.url)
      const asOf = page.locator('[data-as-of]')
      const shown = async () => [
        await asOf.textContent(),
        await page.locator('.counts').first().textContent(),
      ]
      const first = await shown()
      expect(first).toEqual([
        expect.stringContaining('As of 2026-11-28 06:01 UTC'),
        expect.stringContaining('1 pending'),
      ])

      const summary = page.locator('summary', { hasText: '2017' })
      await summary.click()
      await page.locator('button[data-live]').click()
      await expect
        .poll(shown)
        .toEqual([expect.stringContaining('06:02'), expect.stringContaining('2 pending')])
      expect(await page.locator('details[open] > summary', { hasText: '2017' }).count()).toBe(1)

      await page.clock.runFor(61_000)
      await expect
        .poll(shown)
        .toEqual([expect.stringContaining('06:03'), expect.stringContaining('3 pending')])

      // While something in it has the focus, nothing is taken from under it.
      await page.locator('summary').first().focus()
      await page.clock.runFor(61_000)
      await page.evaluate('document.activeElement.blur()')
      expect(looks).toBe(3)
      await page.clock.runFor(61_000)
      await expect
        .poll(shown)
        .toEqual([expect.stringContaining('06:04'), expect.stringContaining('4 pending')])
      // What was put in is as alive as what it took the place of.
      await page.locator('td[data-words]').first().click()
      expect(await page.locator('output').first().textContent()).toContain('2018-01-01')
      expect(troubles).toEqual([])

      isBroken = true
      await page.locator('button[data-live]').click()
      await expect.poll(() => asOf.textContent()).toContain('could not be checked again')
      isBroken = false
    },
  )

  test('has no violation for axe-core', { timeout: 120_000 }, async () => {
    const page = await browser.newPage()
    await page.goto(served.url)
    await page.evaluate(axe.source)
    const { violations } = await page.evaluate<{ violations: { id: string }[] }>('axe.run(document)')
    expect(violations.map(({ id }) => id)).toEqual([])
  })
})
