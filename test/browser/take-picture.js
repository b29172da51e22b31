// Takes the picture of a report that the README shows: node test/browser/take-picture.js docs/report.png
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { RejectionSummary } from '@arbalest/core/host'
import { pageOf, renderPage } from '@arbalest/report'
import { chromium } from 'playwright-core'
import { findBrowser } from './find-browser.js'

const DAY = 86_400_000
const FIRST = Date.UTC(2026, 5, 1)
const NOW = new Date(Date.UTC(2026, 10, 28, 6, 12))
const MISSING = ['2026-10-17', '2026-10-18']
const STATES = {
  '2026-09-09': 'changed',
  '2026-11-26': 'failed',
  '2026-11-27': 'pending',
  '2026-08-02': 'gone',
}

const dayAt = (index) => new Date(FIRST + index * DAY).toISOString().slice(0, 10)
const days = Array.from({ length: Math.floor((NOW - FIRST) / DAY) }, (_, index) => dayAt(index))

const slots = days
  .filter((name) => !MISSING.includes(name))
  .map((name, index) => ({
    name,
    units: { [STATES[name] ?? 'loaded']: 1 },
    objects: STATES[name] === 'gone' ? 0 : 24,
    bytes: STATES[name] === 'gone' ? 0 : 170_000 + ((index * 7_919) % 40_000),
  }))

const open = Object.entries(STATES)
  .toSorted()
  .map(([key, state]) => ({
    key,
    state,
    slots: [key],
    objects: 24,
    bytes: 170_000,
    behind: false,
    ...(state === 'failed' && { rejected: 3 }),
    ...(state === 'pending' && { oldest: new Date(`${key}T00:04:00Z`) }),
  }))

const runs = days.slice(-60, -2).map((day, index) => ({
  run: `0193${index.toString(16).padStart(4, '0')}-0a4e-7c21-9d3b-2f6f1f3c5e10`,
  from: new Date(`${day}T06:00:02Z`),
  to: new Date(`${day}T06:00:${String(4 + ((index * 5) % 9)).padStart(2, '0')}Z`),
  transactions: 1,
  objects: 24,
  bytes: 173_000,
  rows: 210 + ((index * 53) % 120),
  rejected: 0,
}))

const counts = slots.reduce((sum, { units }) => {
  const [state] = Object.keys(units)
  return { ...sum, [state]: (sum[state] ?? 0) + 1 }
}, {})

const step = {
  scope: 'daily/earthquakes',
  source: { url: 's3://acme-events/earthquakes/' },
  sink: { url: 'redshift://prod.abc123xyz789.eu-west-1.redshift.amazonaws.com:5439/dev' },
  target: { table: 'earthquakes' },
}

const html = renderPage(
  pageOf(
    [
      {
        pipeline: 'daily',
        step,
        calendar: { by: 'partition', slots, missing: [MISSING] },
        units: counts,
        open,
        runs: runs.toReversed(),
        tried: 3,
        rejections: new RejectionSummary(),
        table: { exists: true, stored: true, differences: [], statements: [] },
      },
    ],
    { at: NOW },
  ),
)

const [picture] = process.argv.slice(2)
const executablePath = findBrowser()
if (!picture || !executablePath) throw new Error('Name the file to write, and have a browser.')
const folder = mkdtempSync(join(tmpdir(), 'arbalest-picture-'))
const browser = await chromium.launch({ executablePath, chromiumSandbox: process.getuid?.() !== 0 })
try {
  const file = join(folder, 'report.html')
  writeFileSync(file, html)
  const page = await browser.newPage({ viewport: { width: 960, height: 1_100 } })
  await page.goto(pathToFileURL(file).href)
  await page.locator('td.failed[data-words]').click()
  await page.screenshot({ path: picture })
} finally {
  await browser.close()
  rmSync(folder, { recursive: true })
}
