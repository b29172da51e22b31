// How long it takes to show units, on a page that a browser opens. None is looked up in a warehouse.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { report } from '@arbalest/core'
import { collect, digest, SinkJournal } from '@arbalest/core/plugin'
import { pageOf, renderPage } from '@arbalest/report'
import { findBrowser } from '../test/browser/find-browser.js'
import { markSink } from './mark-sink.js'
import { versionOf } from './objects.js'

const HOUR = 3_600_000
const PAGE = 1_000
const count = Number(process.argv[2] ?? 100_000)

/** An hour of a series with one object, a unit by itself. */
function objectOf(index) {
  const partition = new Date(Date.UTC(2015, 0, 1) + index * HOUR)
    .toISOString()
    .slice(0, 'yyyy-mm-ddThh'.length)
  const key = `hours/${partition}/rows.json`
  return {
    key,
    partition,
    version: versionOf(index),
    size: 1_000,
    url: `s3://bench/${key}`,
    modified: new Date(0),
  }
}

async function* list() {
  for (let from = 0; from < count; from += PAGE)
    yield Array.from({ length: Math.min(PAGE, count - from) }, (_, index) => objectOf(from + index))
}

const unitOf = (object) => ({ key: object.partition, version: digest([object]), objects: [object] })
const way = 'hours'
const marks = new Map()
const origin = { table: 'hours', way }
for await (const page of list())
  for (const { key, version } of page.map(unitOf)) marks.set(key, { key, version, state: 'loaded', origin })
// One in a thousand has changed, and as many are pending.
for (const [index, key] of [...marks.keys()].entries()) {
  if (index % 1_000 === 500) marks.set(key, { ...marks.get(key), version: 'another' })
  if (index % 1_000 === 750) marks.delete(key)
}

const scope = 'bench/hours'
const sink = markSink(marks)
const step = {
  kind: 'load',
  name: 'hours',
  scope,
  sink,
  source: { url: 's3://bench/hours/', series: {}, list },
  strategy: {
    way: () => way,
    check: () => [],
    async *units(pages) {
      for await (const page of pages) yield page.map(unitOf)
    },
  },
  journal: new SinkJournal(sink, scope),
  target: { table: 'hours', columns: [] },
}

const seconds = async (what, work) => {
  const begun = performance.now()
  const result = await work()
  console.log(`${what}: ${((performance.now() - begun) / 1000).toFixed(2)} s`)
  return result
}

console.log(`${count} units`)
const reports = await seconds('compared', () => collect(report([{ name: 'bench', steps: [step] }])))
const html = await seconds('made into a page', async () => renderPage(pageOf(reports)))
const bare = renderPage(pageOf([]))
console.log(`the page: ${Buffer.byteLength(html)} bytes, ${Buffer.byteLength(bare)} of which are no data`)
await showInBrowser()

async function showInBrowser() {
  const executablePath = findBrowser()
  if (!executablePath) return
  const { chromium } = await import('playwright-core')
  const folder = mkdtempSync(join(tmpdir(), 'arbalest-bench-'))
  const browser = await chromium.launch({ executablePath, chromiumSandbox: process.getuid?.() !== 0 })
  try {
    const file = join(folder, 'report.html')
    writeFileSync(file, html)
    const page = await browser.newPage()
    await seconds('opened, its script run', () => page.goto(pathToFileURL(file).href))
    const cells = await page.locator('td[data-words]').count()
    console.log(`${cells} cells`)
  } finally {
    await browser.close()
    rmSync(folder, { recursive: true })
  }
}
