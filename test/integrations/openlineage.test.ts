import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { jsonObject, property, run, type LoadStep } from '@arbalest/core'
import { BulkStrategy, SinkJournal, type Strategy } from '@arbalest/core/plugin'
import { OpenLineageObserver, type LineageEvent } from '@arbalest/openlineage'
import { lines, MemorySink, MemorySource } from '@arbalest/testing'
import { describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../../.integrations/openlineage/', import.meta.url))
const isInstalled = existsSync(`${root}installed.txt`)
const RUN = { runId: '01890a5d-ac96-774b-bcce-b302099a8057' }

/** What is sent of a load, of statements, and of a load that fails. */
async function sentEvents(): Promise<LineageEvent[]> {
  const events: LineageEvent[] = []
  const ofJob = (name: string) => ({ run: RUN, job: { namespace: 'airflow', name } })
  const observer = new OpenLineageObserver({
    namespace: 'acme',
    schema: 'public',
    parents: { parent: ofJob('dag.task'), root: ofJob('dag') },
    send: async (event) => void events.push(event),
  })
  const sink = Object.assign(new MemorySink(), { url: 'redshift://redshift.acme.com:5439/dev' })
  const whole: Strategy = new BulkStrategy()
  const step: LoadStep = {
    kind: 'load',
    name: 'events',
    scope: 'daily/events',
    source: Object.assign(new MemorySource({ a: lines({ id: 1 }) }), { url: 's3://acme/quakes/' }),
    strategy: whole,
    sink,
    journal: new SinkJournal(sink, 'daily/events'),
    target: jsonObject('events', property('id', 'int'), property('at', property('place[0]', 'real'))),
    drift: { unknown: 'ignore', missing: 'ignore' },
  }
  const sql = { kind: 'sql', name: 'sum', scope: 'daily/sum', sink, statements: [] } as const
  const failing = {
    ...step,
    name: 'fails',
    scope: 'daily/fails',
    journal: new SinkJournal(sink, 'daily/fails'),
  }
  const load = () => Promise.reject(new Error('The warehouse is full.'))
  const broken = { ...failing, strategy: Object.assign(new BulkStrategy(), { load }) }
  const pipeline = { name: 'daily', observers: [observer], steps: [step, sql, broken] }
  await expect(async () => {
    for await (const _ of run([pipeline]));
  }).rejects.toThrow('The warehouse is full.')
  return events
}

/** Returns how many events OpenLineage's own client takes. Throws if it refuses one, or would send another. */
function countTaken(events: readonly object[]): number {
  const python = `${root}${process.platform === 'win32' ? 'Scripts' : 'bin'}/python`
  const script = fileURLToPath(new URL('openlineage/check-events.py', import.meta.url))
  const input = events.map((event) => JSON.stringify(event)).join('\n')
  return Number(execFileSync(python, [script], { input, encoding: 'utf8', stdio: 'pipe' }))
}

// Not installed, as no `npm run integrations` ran here, or this machine has no Python: reported as skipped.
describe.skipIf(!isInstalled)("OpenLineage's own client", () => {
  test('would send the same events', async () => {
    const events = await sentEvents()
    expect(events.map(({ eventType }) => eventType)).toEqual([
      'START',
      'COMPLETE',
      'START',
      'COMPLETE',
      'START',
      'FAIL',
    ])
    expect(countTaken(events)).toBe(events.length)
  })

  test.each([
    ['a member that it does not know', 'errorMessage', { reason: 'x' }, /KeyError: 'reason'/],
    ['a schema of another version', 'parent', { _schemaURL: 'https://x/ParentRunFacet' }, /AssertionError/],
  ])('refuses %s', async (_, name, members, refusal) => {
    const event = (await sentEvents()).at(-1)!
    const facets = { ...event.run.facets, [name]: { ...event.run.facets[name], ...members } }
    expect(() => countTaken([{ ...event, run: { ...event.run, facets } }])).toThrow(refusal)
  })
})
