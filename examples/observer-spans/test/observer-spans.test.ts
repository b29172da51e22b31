import { run, type LoadStep } from '@arbalest/core'
import { ManifestStrategy, SinkJournal } from '@arbalest/core/plugin'
import { EVENTS, lines, MemorySink, MemorySource, testObserver, testPlugin } from '@arbalest/testing'
import { SpanStatusCode, trace } from '@opentelemetry/api'
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base'
import { afterAll, expect, test } from 'vitest'
import plugin, { SpanObserver } from '../index.js'

const exporter = new InMemorySpanExporter()
const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] })
trace.setGlobalTracerProvider(provider)

afterAll(() => {
  trace.disable()
  return provider.shutdown()
})

testPlugin(test, plugin, { valid: [{}], invalid: [] })
testObserver(test, async () => ({ observer: new SpanObserver(), async [Symbol.asyncDispose]() {} }))

test('each step is a span, each transaction an event of it, and a failure its status', async () => {
  exporter.reset()
  const sink = new MemorySink()
  const load: LoadStep = {
    kind: 'load',
    name: 'events',
    scope: 'daily/events',
    source: new MemorySource({ a: lines({ id: 1 }, { id: 2 }), b: lines({ id: 3 }) }),
    strategy: new ManifestStrategy({ batch: 1 }),
    sink,
    journal: new SinkJournal(sink, 'daily/events'),
    target: EVENTS,
    drift: { unknown: 'ignore', missing: 'ignore' },
  }
  const unknown = { text: 'nobody knows what this does' }
  const sql = { kind: 'sql', name: 'sum', scope: 'daily/sum', sink, statements: [unknown] } as const
  const pipeline = { name: 'daily', steps: [load, sql], observers: [new SpanObserver()] }

  await expect(async () => {
    for await (const _ of run([pipeline]));
  }).rejects.toThrow('has not been told')

  const spans = exporter.getFinishedSpans()
  expect(spans.map(({ name, attributes }) => [name, attributes['arbalest.step']])).toEqual([
    ['daily/events', 'events'],
    ['daily/sum', 'sum'],
  ])
  expect(spans[0]!.events.map(({ name, attributes }) => [name, attributes?.['arbalest.rows']])).toEqual([
    ['committed', 2],
    ['committed', 1],
  ])
  expect(spans.map(({ status }) => status.code)).toEqual([SpanStatusCode.UNSET, SpanStatusCode.ERROR])
})
