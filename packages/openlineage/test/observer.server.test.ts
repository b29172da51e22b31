import type { PluginContext } from '@arbalest/core/plugin'
import { EVENTS, lines, MemorySink, MemorySource, MemoryWarehouse, testObserver } from '@arbalest/testing'
import { assemble, bulk, run } from '@arbalest/core'
import { afterEach, describe, expect, test } from 'vitest'
import openlineage, { type OpenLineageConfiguration } from '../src/index.js'
import { FAILURES, Recorder } from './recorder.js'

const PARENT = '01890a5d-ac96-774b-bcce-b302099a8057'

afterEach(() => {
  for (const name of Object.keys(process.env)) if (name.startsWith('OPENLINEAGE_')) delete process.env[name]
})

function observerOf(configuration: OpenLineageConfiguration, notices: string[] = []) {
  const context = { scope: 'p', notice: (message: string) => void notices.push(message) }
  return openlineage.create(configuration, context as unknown as PluginContext)
}

testObserver(
  test,
  async () => {
    const recorder = await Recorder.start()
    return {
      observer: observerOf({ url: recorder.url }),
      fail: (how) => recorder.fail(how),
      [Symbol.asyncDispose]: () => recorder[Symbol.asyncDispose](),
    }
  },
  FAILURES,
)

describe('events are sent', () => {
  const started = { time: new Date(0), run: PARENT, pipeline: 'p' }
  const step = { kind: 'sql', name: 's', scope: 'p/s', sink: new MemorySink(), statements: [] } as const
  const start = { ...started, type: 'started', step } as const

  test('to the place that the options name, with a key', async () => {
    await using recorder = await Recorder.start()
    const url = `${recorder.url}/lineage`
    await observerOf({ url, endpoint: '/v2/events', apiKey: 'secret-key', namespace: 'acme' }).observe(start)
    const [{ path, headers, event } = {}] = recorder.requests
    expect(path).toBe('/lineage/v2/events')
    expect(headers).toMatchObject({
      authorization: 'Bearer secret-key',
      'content-type': 'application/json',
    })
    expect(event!.job).toMatchObject({ namespace: 'acme', name: 'p.s' })
  })

  test('as the standard variables of the environment say', async () => {
    await using recorder = await Recorder.start()
    Object.assign(process.env, {
      OPENLINEAGE_URL: recorder.url,
      OPENLINEAGE_API_KEY: 'secret-key',
      OPENLINEAGE_NAMESPACE: 'acme',
      OPENLINEAGE_PARENT_ID: `airflow/dag.load/${PARENT}`,
      OPENLINEAGE_ROOT_PARENT_ID: `airflow/dag/${PARENT}`,
    })
    await observerOf({}).observe(start)
    const [{ path, headers, event } = {}] = recorder.requests
    expect(path).toBe('/api/v1/lineage')
    expect(headers!.authorization).toBe('Bearer secret-key')
    expect(event!.job.namespace).toBe('acme')
    expect(event!.run.facets['parent']).toMatchObject({
      run: { runId: PARENT },
      job: { namespace: 'airflow', name: 'dag.load' },
      root: { run: { runId: PARENT }, job: { namespace: 'airflow', name: 'dag' } },
    })
  })

  test('nowhere if they are disabled', async () => {
    await using recorder = await Recorder.start()
    Object.assign(process.env, { OPENLINEAGE_DISABLED: 'true' })
    await observerOf({ url: recorder.url }).observe(start)
    await observerOf({}).observe(start)
    expect(recorder.requests).toEqual([])
  })

  test('without a parent whose name cannot be read, which is reported', async () => {
    await using recorder = await Recorder.start()
    Object.assign(process.env, { OPENLINEAGE_URL: recorder.url, OPENLINEAGE_PARENT_ID: 'dag' })
    const notices: string[] = []
    await observerOf({}, notices).observe(start)
    expect(notices).toEqual([
      'OPENLINEAGE_PARENT_ID is "dag", which is not namespace/name/run; lineage is sent without it.',
    ])
    expect(recorder.events[0]!.run.facets['parent']).toMatchObject({ job: { name: 'p' } })
  })

  test('as a user who is named in the URL, of whom no error says anything', async () => {
    await using recorder = await Recorder.start()
    const url = recorder.url.replace('http://', 'http://ada:hidden%20secret@')
    await observerOf({ url }).observe(start)
    const ofAda = `Basic ${Buffer.from('ada:hidden secret').toString('base64')}`
    expect(recorder.requests[0]!.headers.authorization).toBe(ofAda)
    await recorder.fail('refuses')
    await expect(observerOf({ url }).observe(start)).rejects.toThrow(
      /^http:\/\/127\.0\.0\.1:\d+\/api\/v1\/lineage refused an event of OpenLineage: HTTP 503$/,
    )
  })
})

test('a configuration that names it sends an event when a step starts, and one when it has ended', async () => {
  await using recorder = await Recorder.start()
  const warehouse = new MemoryWarehouse()
  const source = new MemorySource({ a: lines({ id: 1 }, { id: 2 }), b: lines({ id: 3 }) })
  const part = <T>(kind: string, value: T) =>
    ({ use: { ...bulk, kind, name: `test-${kind}`, create: () => value }, with: {} }) as never
  await using assembly = await assemble({
    observers: [{ use: openlineage, with: { url: recorder.url } }],
    sink: part('sink', new MemorySink(warehouse)),
    pipelines: {
      daily: [
        {
          load: 'events',
          source: part('source', source),
          strategy: { use: 'bulk' },
          drift: 'ignore',
          target: { table: EVENTS.table, properties: { id: 'int' } },
        },
      ],
    },
  })
  for await (const _ of run(assembly.pipelines));
  expect(recorder.events.map(({ eventType, job }) => [eventType, job.name])).toEqual([
    ['START', 'daily.events'],
    ['COMPLETE', 'daily.events'],
  ])
  expect(recorder.events[1]!.outputs[0]!.outputFacets!['outputStatistics']).toMatchObject({ rowCount: 3 })
})
