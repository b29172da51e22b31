import { expect, test } from 'vitest'
import { nameOfSource, nameOfTable } from '../src/dataset-name.js'
import { parseParent } from '../src/parent-run.js'

test.each([
  ['s3://acme/clicks/', 's3://acme', 'clicks'],
  ['s3://acme/a/b', 's3://acme', 'a/b'],
  ['s3://acme/', 's3://acme', '/'],
  ['s3://acme', 's3://acme', '/'],
  ['file:///data/x/', 'file://', 'data/x'],
  ['memory:', 'memory:', '/'],
])('the source %s is %s, %s', (url, namespace, name) => {
  expect(nameOfSource(url)).toEqual({ namespace, name })
})

test.each([
  [
    'redshift://prod.abc123xyz789.eu-west-1.redshift.amazonaws.com:5439/dev',
    'events',
    'redshift://prod.eu-west-1:5439',
    'dev.public.events',
  ],
  [
    'redshift://wg.123456789012.us-east-1.redshift-serverless.amazonaws.com:5439/dev',
    'staging.events',
    'redshift://wg.us-east-1:5439',
    'dev.staging.events',
  ],
  [
    'redshift://redshift.acme.com:5439/dev',
    'events',
    'redshift://redshift.acme.com:5439',
    'dev.public.events',
  ],
  ['redshift://[::1]:5439/dev', 'events', 'redshift://[::1]:5439', 'dev.public.events'],
  ['file:///data', 'events', 'file://', 'data.public.events'],
  ['memory:', 'events', 'memory:', 'public.events'],
])('in %s, the table %s is %s, %s', (url, table, namespace, name) => {
  expect(nameOfTable(url, table, 'public')).toEqual({ namespace, name })
})

const RUN = '01890a5d-ac96-774b-bcce-b302099a8057'

test('a parent is namespace/name/run, and the namespace may hold slashes', () => {
  expect(parseParent(`s3://a/b/dag.task/${RUN}`)).toEqual({
    run: { runId: RUN },
    job: { namespace: 's3://a/b', name: 'dag.task' },
  })
  for (const wrong of ['', 'a/b', 'a/b/c', `b/${RUN}`, `a//${RUN}`])
    expect(parseParent(wrong)).toBeUndefined()
})
