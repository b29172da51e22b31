import {
  field,
  jsonObject,
  orderedFields,
  property,
  SinkError,
  type LoadStep,
  type RunEvent,
} from '@arbalest/core'
import { BulkStrategy, ManifestStrategy, SinkJournal, type Target } from '@arbalest/core/plugin'
import { MemorySink, MemorySource, testPlugin } from '@arbalest/testing'
import { describe, expect, test } from 'vitest'
import openlineage, { OpenLineageObserver, type LineageEvent } from '../src/index.js'

const RUN = '01890a5d-ac96-774b-bcce-b302099a8057'
const of = { time: new Date('2026-01-02T03:04:05.678Z'), run: RUN, pipeline: 'daily' }
const TARGET = jsonObject(
  'events',
  property('id', 'varchar(36)'),
  property('properties', property('mag', 'decimal(4,2)', 'magnitude')),
  property('geometry', property('coordinates[0]', 'real', 'longitude')),
  property('odd.name', 'boolean', 'odd'),
)

testPlugin(test, openlineage, {
  valid: [
    { url: 'http://marquez:5000' },
    { url: 'https://h/x', endpoint: 'e', apiKey: 'k', namespace: 'n', schema: 's' },
  ],
  invalid: [
    { options: { url: 'marquez:5000' }, places: ['url'] },
    { options: {}, places: ['url'] },
    { options: { url: 5, apiKey: '', namespace: '' }, places: ['url', 'apiKey', 'namespace'] },
  ],
})

function stepOf(
  target: Target = TARGET,
  { whole = false, url = 'redshift://h.example:5439/dev' } = {},
): LoadStep {
  const sink = Object.assign(new MemorySink(), { url })
  return {
    kind: 'load',
    name: 'events',
    scope: 'daily/events',
    source: Object.assign(new MemorySource(), { url: 's3://acme/quakes/' }),
    strategy: whole ? new BulkStrategy() : new ManifestStrategy(),
    sink,
    journal: new SinkJournal(sink, 'daily/events'),
    target,
  }
}

/** What is sent of these events. */
async function sent(...events: readonly RunEvent[]): Promise<LineageEvent[]> {
  const all: LineageEvent[] = []
  const observer = new OpenLineageObserver({
    namespace: 'acme',
    schema: 'public',
    send: async (event) => void all.push(event),
  })
  for (const event of events) await observer.observe(event)
  return all
}

const committed = (step: LoadStep, rows: number, ...sizes: readonly number[]): RunEvent => ({
  ...of,
  type: 'committed',
  step,
  receipt: {
    kind: 'load',
    scope: step.scope,
    units: sizes.map((size, index) => ({
      key: String(index),
      version: '1',
      objects: [{ key: String(index), version: '1', size, url: 's3://acme/quakes/x' }],
    })),
    rows,
    rejected: 0,
  },
})

describe('of a step that loads', () => {
  test('START says what is read and written, and from which place each column is', async () => {
    const [event] = await sent({ ...of, type: 'started', step: stepOf() })
    expect(event).toMatchObject({
      eventType: 'START',
      eventTime: '2026-01-02T03:04:05.678Z',
      run: { facets: { parent: { run: { runId: RUN }, job: { namespace: 'acme', name: 'daily' } } } },
      job: { namespace: 'acme', name: 'daily.events', facets: { jobType: { jobType: 'LOAD' } } },
    })
    expect(event!.inputs).toMatchObject([{ namespace: 's3://acme', name: 'quakes' }])
    expect(event!.outputs).toMatchObject([
      {
        namespace: 'redshift://h.example:5439',
        name: 'dev.public.events',
        facets: { schema: { fields: TARGET.columns.map(({ name, type }) => ({ name, type })) } },
      },
    ])
    const { fields } = event!.outputs[0]!.facets['columnLineage'] as unknown as {
      fields: Record<string, { inputFields: { namespace: string; name: string; field: string }[] }>
    }
    expect(
      Object.entries(fields).map(([column, { inputFields }]) => [
        column,
        inputFields.map((each) => each.field),
      ]),
    ).toEqual([
      ['id', ['id']],
      ['magnitude', ['properties.mag']],
      ['longitude', ['geometry.coordinates[0]']],
      ['odd', ['["odd.name"]']],
    ])
    const read = event!.inputs[0]!.facets['schema']!['fields']
    expect(read).toEqual(Object.values(fields).map(({ inputFields: [input] }) => ({ name: input!.field })))
  })

  test('COMPLETE counts what all its transactions loaded, and what they read', async () => {
    const step = stepOf()
    const [first, last] = await sent(
      { ...of, type: 'started', step },
      committed(step, 3, 10, 20),
      committed(step, 4, 5),
      { ...of, type: 'finished', step },
    )
    expect(last!.eventType).toBe('COMPLETE')
    expect(last!.run.runId).toBe(first!.run.runId)
    expect(last!.outputs[0]!.outputFacets!['outputStatistics']).toMatchObject({ rowCount: 7 })
    expect(last!.inputs[0]!.inputFacets!['inputStatistics']).toMatchObject({ fileCount: 3, size: 35 })
    expect(first!.outputs[0]).not.toHaveProperty('outputFacets')
  })

  test.each([
    [false, 'FAIL'],
    [true, 'ABORT'],
  ])(
    'one that was interrupted (%s) ends with %s, and says why, and what it had loaded',
    async (interrupted, state) => {
      const step = stepOf()
      const error = new SinkError('CONNECTION_LOST', 'The connection was lost.')
      const [event] = await sent(committed(step, 2, 1), { ...of, type: 'failed', step, error, interrupted })
      expect(event!.eventType).toBe(state)
      expect(event!.run.facets['errorMessage']).toMatchObject({
        message: 'The connection was lost.',
        programmingLanguage: 'JavaScript',
      })
      expect(event!.outputs[0]!.outputFacets!['outputStatistics']).toMatchObject({ rowCount: 2 })
    },
  )

  test('a table that is replaced as a whole is overwritten', async () => {
    const overwritten = async (whole: boolean) => {
      const [event] = await sent({ ...of, type: 'started', step: stepOf(TARGET, { whole }) })
      return event!.outputs[0]!.facets['lifecycleStateChange']?.['lifecycleStateChange']
    }
    expect([await overwritten(true), await overwritten(false)]).toEqual(['OVERWRITE', undefined])
  })

  test('a field of a record is called as its column, and one that stands in no document is from nowhere', async () => {
    const { columns, ...rest } = orderedFields(
      'orders',
      field('id', 'int'),
      field('at', 'date'),
      field('day', 'date'),
    )
    const target = {
      ...rest,
      columns: columns.map((each) =>
        each.name === 'day' ? { ...each, filling: { kind: 'path', from: '{day}' } as const } : each,
      ),
    }
    const [event] = await sent({ ...of, type: 'started', step: stepOf(target) })
    expect(Object.keys(event!.outputs[0]!.facets['columnLineage']!['fields'] as object)).toEqual(['id', 'at'])
    expect(event!.inputs[0]!.facets['schema']!['fields']).toEqual([{ name: 'id' }, { name: 'at' }])
  })
})

test('of a step of statements, whose tables nobody knows, that it starts and ends', async () => {
  const sink = new MemorySink()
  const step = { kind: 'sql', name: 'sum', scope: 'daily/sum', sink, statements: [] } as const
  const events = await sent({ ...of, type: 'started', step }, { ...of, type: 'finished', step })
  expect(events.map(({ eventType, inputs, outputs }) => [eventType, inputs, outputs])).toEqual([
    ['START', [], []],
    ['COMPLETE', [], []],
  ])
})

test("the id of a step's run is a UUID of version 7 of the run's time, and another for each step and run", async () => {
  const idOf = async (run: string, name: string) => {
    const [event] = await sent({ ...of, run, type: 'started', step: { ...stepOf(), name } })
    return event!.run.runId
  }
  const other = '01890a5d-ac96-774b-bcce-b302099a8058'
  const ids = [await idOf(RUN, 'a'), await idOf(RUN, 'b'), await idOf(other, 'a')]
  expect(new Set(ids).size).toBe(3)
  for (const id of ids) expect(id).toMatch(/^01890a5d-ac96-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
  expect(await idOf(RUN, 'a')).toBe(ids[0])
})
