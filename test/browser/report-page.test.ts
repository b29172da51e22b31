import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import axe from 'axe-core'
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { samplePage } from './sample-page.js'

let folder: string
let browser: Browser
let url: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'arbalest-browser-'))
  const file = join(folder, 'report.html')
  await writeFile(file, samplePage())
  url = pathToFileURL(file).href
  const { ARBALEST_BROWSER: executablePath } = process.env
  if (!executablePath) throw new Error('These tests are run by npm run browser, which finds a browser.')
  // Chromium's sandbox cannot be had by a superuser, as whom containers run.
  browser = await chromium.launch({ executablePath, chromiumSandbox: process.getuid?.() !== 0 })
})

afterAll(async () => {
  await browser.close()
  await rm(folder, { recursive: true, force: true })
})

/** Opens the page; `troubles` gathers what a browser complains of, and each request but that for the page. */
async function open(options: BrowserContextOptions = {}) {
  const context = await browser.newContext(options)
  const page = await context.newPage()
  const troubles: string[] = []
  page.on('console', (message) => troubles.push(message.text()))
  page.on('pageerror', (error) => troubles.push(error.message))
  page.on('request', (request) => {
    if (request.url() !== url) troubles.push(request.url())
  })
  await page.goto(url)
  return { page, troubles, [Symbol.asyncDispose]: () => context.close() }
}

/** What axe-core finds, all rules included, the best practices, too. */
async function violationsOf(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source)
  const found = await page.evaluate<{
    violations: { id: string; nodes: { html: string; failureSummary: string }[] }[]
  }>('axe.run(document, { resultTypes: ["violations"] })')
  return found.violations.map(
    ({ id, nodes }) => `${id}: ${nodes[0]!.html.slice(0, 300)}: ${nodes[0]!.failureSummary}`,
  )
}

const PHONE = { width: 360, height: 740 }

describe('the page of a report, with ten years of hours and keys that try to be markup', () => {
  test.each([
    ['in light', {}],
    ['in the dark', { colorScheme: 'dark' }],
    ['with forced colours', { forcedColors: 'active' }],
    ['on a phone', { viewport: PHONE }],
  ] as const)('has no violation for axe-core %s', { timeout: 240_000 }, async (_, options) => {
    await using opened = await open(options)
    await opened.page.evaluate('document.querySelectorAll("details").forEach((each) => (each.open = true))')
    expect(await violationsOf(opened.page)).toEqual([])
    expect(opened.troubles).toEqual([])
  })

  test('would have one if a button had no name, or a text no contrast', async () => {
    await using opened = await open()
    await opened.page.evaluate(
      `document.querySelector('button').replaceChildren(); document.querySelector('h1').style.color = '#eee'`,
    )
    const found = await violationsOf(opened.page)
    expect(found.map((violation) => violation.replace(/:.*/s, ''))).toEqual(['button-name', 'color-contrast'])
  })

  test('runs nothing of what keys hold, and makes no element of it', async () => {
    await using opened = await open()
    expect(await opened.page.evaluate('globalThis.pwned')).toBeUndefined()
    expect(await opened.page.locator('img, script:not(body > script)').count()).toBe(0)
    expect(await opened.page.locator('th', { hasText: '<img src=x' }).count()).toBeGreaterThan(0)
    expect(opened.troubles).toEqual([])
  })

  test('is no wider than a phone', async () => {
    await using opened = await open({ viewport: PHONE })
    expect(await opened.page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(
      PHONE.width,
    )
  })

  test('shows what a cell holds as the arrow keys go there', async () => {
    await using opened = await open()
    const { page } = opened
    const first = page.locator('table.calendar td[tabindex="0"]').first()
    await first.focus()
    const words = page.locator('output').first()
    expect(await words.textContent()).toMatch(/^2025-01-01: loaded\. 24 hours loaded\. /)
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowRight')
    expect(await words.textContent()).toMatch(/^2025-02-02: /)
    // Over the days that February lacks, and no further than the end.
    await page.keyboard.press('End')
    for (let press = 0; press < 40; press++) await page.keyboard.press('ArrowRight')
    expect(await words.textContent()).toMatch(/^2025-02-28: /)
    expect(await page.locator('table.calendar').first().locator('td[tabindex="0"]').count()).toBe(1)
  })

  test('copies the command of a hole', async () => {
    await using opened = await open({ permissions: ['clipboard-read', 'clipboard-write'] })
    const { page } = opened
    const button = page.locator('.holes button').first()
    await button.focus()
    await page.keyboard.press('Enter')
    await expect.poll(() => button.locator('[aria-live]').textContent()).toBe(': copied')
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe('arbalest run p')
  })

  test('selects the command of a hole if it may not copy it', async () => {
    await using opened = await open()
    const { page } = opened
    await page.evaluate('navigator.clipboard.writeText = () => Promise.reject(new Error("It may not."))')
    const button = page.locator('.holes button').first()
    await button.click()
    await expect.poll(() => button.locator('[aria-live]').textContent()).toBe(': selected')
    expect(await page.evaluate('getSelection().toString()')).toBe('arbalest run p')
  })

  test('shows holes, calendars and runs without its script, too', async () => {
    await using opened = await open({ javaScriptEnabled: false })
    const text = await opened.page.locator('main').innerText()
    for (const part of ['Holes', '2018-02-01T05', 'arbalest run p', 'Calendar', 'Runs'])
      expect(text).toContain(part)
    expect(await opened.page.locator('button:visible').count()).toBe(0)
  })
})
