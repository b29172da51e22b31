import { MemorySink, MemorySource } from '@arbalest/testing'
import { EVENTS } from '@arbalest/testing'
import type { Pipeline } from '@arbalest/core'
import { ManifestStrategy, SinkJournal } from '@arbalest/core/plugin'
import { expect, test } from 'vitest'
import { pipelinesFor } from '../src/pipelines-for.js'

const loads = (name: string, url: string, needs: readonly string[] = []): Pipeline => {
  const sink = new MemorySink()
  const source = Object.assign(new MemorySource({}), { url })
  return {
    name,
    needs,
    steps: [
      {
        kind: 'load',
        name: 'load',
        scope: `${name}/load`,
        source,
        strategy: new ManifestStrategy({}),
        sink,
        journal: new SinkJournal(sink, `${name}/load`),
        target: EVENTS,
      },
    ],
  }
}

const pipelines = [
  loads('customers', 's3://acme/customers/'),
  loads('orders', 's3://acme/orders and more/', ['customers']),
  loads('daily', 's3://acme/daily/', ['orders']),
]

const notification = (key: string) => ({
  Records: [{ eventSource: 'aws:s3', s3: { bucket: { name: 'acme' }, object: { key } } }],
})

test.each([
  [
    'a notification of S3, with its key decoded',
    notification('orders+and+more/a%2Bb.json'),
    ['customers', 'orders'],
  ],
  [
    'a message of SQS',
    { Records: [{ body: JSON.stringify(notification('customers/a.json')) }] },
    ['customers'],
  ],
  [
    'an event of EventBridge, with its key as it is',
    { source: 'aws.s3', detail: { bucket: { name: 'acme' }, object: { key: 'orders and more/a.json' } } },
    ['customers', 'orders'],
  ],
  ['an object that nobody loads', notification('others/a.json'), []],
  ['an object of another bucket', { detail: { bucket: { name: 'b' }, object: { key: 'daily/a' } } }, []],
  ['a schedule', { source: 'aws.events', detail: {} }, ['customers', 'orders', 'daily']],
  ['a message that is no JSON', { Records: [{ body: 'hello' }] }, ['customers', 'orders', 'daily']],
  ['nothing', undefined, ['customers', 'orders', 'daily']],
])('%s says which pipelines are run, with what they need', (_, event, names) => {
  expect(pipelinesFor(event, pipelines).map(({ name }) => name)).toEqual(names)
})
