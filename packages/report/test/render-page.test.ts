import { createHash } from 'node:crypto'
import { SinkError } from '@arbalest/core'
import { RejectionSummary } from '@arbalest/core/host'
import { expect, test } from 'vitest'
import { pageOf, renderPage } from '@arbalest/report'
import { openUnit, reported, slotOf } from './reports.js'

const MARKUP = `</script></style></title></td><script>alert(1)</script><img src=x onerror="alert(1)"> & '"`

const hostile = reported({
  open: [openUnit(MARKUP, 'gone')],
  rejections: RejectionSummary.of([{ object: MARKUP, line: 1, column: MARKUP, reason: MARKUP }]),
  runs: [{ run: MARKUP, transactions: 1, objects: 1, bytes: 1, rows: 1, rejected: 0 }],
  table: new SinkError('SINK_DENIED', MARKUP),
  calendar: { by: 'partition', slots: [slotOf('2018-02-01')], missing: [] },
})
const failed = { pipeline: 'p', step: hostile.step, error: new SinkError('SINK_DENIED', MARKUP) } as const

const htmlOf = (...reports: Parameters<typeof pageOf>[0]) => renderPage(pageOf(reports, { showValues: true }))

test('a key, a message, a column and a reason that are markup are shown as they are', () => {
  const html = htmlOf(hostile, failed)
  expect(html).not.toContain('<img')
  expect(html.match(/<script/g)).toHaveLength(1)
  expect(html.match(/<\/script/g)).toHaveLength(1)
  expect(html.match(/<style/g)).toHaveLength(1)
  expect(html.split('&lt;script>alert(1)').length).toBeGreaterThan(6)
})

test('a page that is served may ask its own server, and no other', () => {
  const live = renderPage(pageOf([hostile]), { live: true })
  expect(live).toContain("connect-src 'self'; base-uri")
  expect(live.match(/<script/g)).toHaveLength(1)
  expect(renderPage(pageOf([hostile]))).not.toContain('connect-src')
})

test('the page may run its own script and use its own style, and asks for nothing else', () => {
  const html = htmlOf(hostile)
  const [, policy] = /Content-Security-Policy" content="([^"]+)"/.exec(html) ?? []
  for (const name of ['script', 'style'] as const) {
    const [, text] = new RegExp(`<${name}>([^]*)</${name}>`).exec(html) ?? []
    const hash = createHash('sha256').update(text!).digest('base64')
    expect(policy).toContain(`${name}-src 'sha256-${hash}'`)
  }
  expect(policy).toMatch(/^default-src 'none'; /)
  expect(html).not.toMatch(/<[^>]*\s(?:src|href|style|on\w+)=/)
})

test('what the objects hold is shown only if that is allowed', () => {
  const rejections = RejectionSummary.of([
    { object: 's3://b/k', line: 4, column: 'id', value: 'secret', reason: 'invalid digit in "secret"' },
  ])
  const report = reported({ rejections })
  expect(renderPage(pageOf([report]))).not.toContain('secret')
  expect(renderPage(pageOf([report], { showValues: true }))).toContain('invalid digit in &quot;secret&quot;')
  expect(renderPage(pageOf([report]))).toContain('s3://b/k, line 4')
})

test('rows that are kept are shown apart from those of what was tried', () => {
  const of = (reason: string) => RejectionSummary.of([{ object: 's3://b/k', line: 4, reason }], 2)
  const html = htmlOf(reported({ kept: of('was left out'), rejections: of('would be refused') }))
  expect(html).toMatch(/kept beside the table.*was left out.*units that were tried.*would be refused/s)
  expect(htmlOf(reported())).toContain('None is kept, and none of what was tried.')
})

test('without data it has at most 300 KB', () => {
  expect(Buffer.byteLength(htmlOf(reported()))).toBeLessThan(300_000)
})
