import { expect, test } from 'vitest'
import { makeWorkspace } from '../workspace.js'

const PACKAGES = ['@arbalest/sink-redshift', '@arbalest/source-s3', '@arbalest/journal-s3']

const sink = `sink:
  use: redshift
  with: { connection: 'redshift://u:p@h.test/d', iamRole: default, metadata: s3://acme-meta/arbalest/ }
`
const step = (source: string, journal: string) => `pipelines:
  events:
    - load: events
      source: { use: s3, with: ${source} }
      journal: { use: s3, with: ${journal} }
      strategy: manifest
      target: { table: events, properties: { id: bigint } }
`

test('a bucket and a prefix are refused, with the URL to write, variables included', async () => {
  const { run, write } = await makeWorkspace(...PACKAGES)
  await write(
    '.arbalestrc.yaml',
    sink + step("{ bucket: '${env:EVENTS}', prefix: in/ }", '{ bucket: acme-journal, keepDays: 7 }'),
  )

  const { exitCode, stderr } = await run(['plan'], { EVENTS: 'acme-events' })

  expect(exitCode).toBe(3)
  expect(stderr.split('\n').filter((line) => line.startsWith('  '))).toEqual([
    "  pipelines.events[0].source.with.bucket: is no option of its own; write url: 's3://${env:EVENTS}/in/' in place of bucket and prefix. (line 7, column 34)",
    "  pipelines.events[0].journal.with.bucket: is no option of its own; write url: 's3://acme-journal/arbalest/' in place of bucket. (line 8, column 35)",
  ])
})

test('the URL of a variable that is not set has no fault besides', async () => {
  const { run, write } = await makeWorkspace(...PACKAGES)
  const url = "{ url: 's3://${env:EVENTS}/in/' }"
  await write('.arbalestrc.yaml', sink + step(url, '{ url: s3://acme-journal/arbalest/ }'))

  const { stderr } = await run(['plan'], {})

  expect(stderr.split('\n').filter((line) => line.startsWith('  '))).toEqual([
    '  pipelines.events[0].source.with.url: The environment variable "EVENTS" is not set. (line 7, column 34)',
  ])
})
