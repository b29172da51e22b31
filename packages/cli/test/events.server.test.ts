import { join } from 'node:path'
import { startSandbox } from '@arbalest/sandbox'
import { describe, expect, test } from 'vitest'
import { configuration, loadStep } from './configuration.js'
import { faultsOf, TYPES } from './event-schema.js'
import { linesOf, makeWorkspace } from './workspace.js'

type Event = Readonly<Record<string, unknown>> & { readonly type: string }

const seen = new Set<string>()

/** Returns the events in what was printed, all of which are as the published schema says. */
function eventsIn(stdout: string): Event[] {
  const events = linesOf(stdout) as Event[]
  for (const event of events) {
    seen.add(event.type)
    expect({ event, faults: faultsOf(event) }).toEqual({ event, faults: [] })
  }
  expect(events.filter(({ type }) => type === 'done')).toEqual(events.slice(-1))
  expect(new Set(events.map(({ run }) => run)).size).toBe(1)
  return events
}

describe('the events of arbalest run --json are as their schema says', () => {
  test('if rows are left out, a transaction is tried again and something is odd', async () => {
    const { run, write } = await makeWorkspace()
    const strategy = { use: './series-strategy.mjs', with: { from: '2999-01-01' } }
    for (const fault of ['once', 'leave out']) {
      await write(
        '.arbalestrc.json',
        configuration({ fault, file: `${fault}.json` }, [loadStep('events', { strategy })]),
      )
      const { exitCode, stdout } = await run(['run', '--json'])
      expect(exitCode).toBe(5)
      expect(eventsIn(stdout).at(-1)).toMatchObject({ outcome: 'succeeded', exitCode: 5, complete: true })
    }
  })

  test.each([
    ['reject', 1, 'LOAD_REJECTED'],
    ['unreachable', 4, 'SINK_UNREACHABLE'],
    ['bug', 1, undefined],
  ])(
    'if it fails (%s)',
    async (fault, exitCode, code) => {
      const { run, write } = await makeWorkspace()
      await write('.arbalestrc.json', configuration({ fault }, [loadStep('events'), loadStep('more')]))
      const { stdout } = await run(['run', '--json'])
      expect(eventsIn(stdout).slice(-2)).toMatchObject([
        { type: 'failed', pipeline: 'quakes', step: 'events', ...(code && { code }) },
        {
          type: 'done',
          outcome: 'failed',
          exitCode,
          complete: false,
          steps: [{ outcome: 'failed' }, { step: 'more', outcome: 'not started', complete: false }],
        },
      ])
    },
    60_000,
  )

  test('if its time is up before all is loaded, as often as it takes', async () => {
    const { run, write, read } = await makeWorkspace()
    const strategy = { use: 'manifest', with: { batch: 1 } }
    await write('.arbalestrc.json', configuration({ fault: 'slow' }, [loadStep('events', { strategy })]))
    const ends: unknown[] = []
    while (ends.at(-1) !== true && ends.length < 10) {
      const { exitCode, stdout } = await run(['run', '--json', '--for', '2s'])
      expect(exitCode).toBe(0)
      const events = eventsIn(stdout)
      const stops = events.filter(({ type }) => type === 'stopped')
      const { complete } = events.at(-1)!
      expect(stops).toHaveLength(complete === true ? 0 : 1)
      ends.push(complete)
    }
    expect(ends[0]).toBe(false)
    expect(ends.at(-1)).toBe(true)
    expect((JSON.parse(await read('sink.json')) as { tables: object }).tables).toMatchObject({
      events: ['{"mag":1}', '{"mag":2}', '{"mag":3}'],
    })
  })

  test('if the configuration is wrong, before any step', async () => {
    const { run, write } = await makeWorkspace()
    await write('.arbalestrc.json', configuration({}, [loadStep('events', { target: 7 })]))
    const { exitCode, stdout } = await run(['run', '--json'])
    expect(exitCode).toBe(3)
    const [failed, done] = eventsIn(stdout)
    expect(failed).toMatchObject({ type: 'failed', code: 'CONFIG_INVALID', faults: [{}] })
    expect(failed).not.toHaveProperty('step')
    expect(done).toMatchObject({ outcome: 'failed', exitCode: 3, complete: false, steps: [] })
  })

  test('with Redshift, all anew, and with each statement', async () => {
    const { folder, run, write } = await makeWorkspace('@arbalest/sink-redshift', '@arbalest/source-s3')
    await write('acme/data/a.json', '{"id":1}\n')
    await using sandbox = await startSandbox({ buckets: { acme: join(folder, 'acme') } })
    await write('.arbalestrc.yaml', pipeline('id: integer'))
    eventsIn((await run(['run', '--json', '--full-refresh'], { ...sandbox.env })).stdout)
    await write('acme/data/b.json', '{"id":2,"mag":1,"place":"Oslo"}\n')
    await write('.arbalestrc.yaml', pipeline('id: integer, mag: real'))
    const { stdout } = await run(['run', '--json', '--verbose'], {
      ...sandbox.env,
      ACCESS_KEY_SECRET: 'correct-horse-battery',
    })
    const events = eventsIn(stdout)
    expect(events.at(-1)).toMatchObject({ outcome: 'succeeded', steps: [{ rows: 1 }, { kind: 'sql' }] })
    const statements = events.filter(({ type }) => type === 'statement')
    expect(statements).toContainEqual(
      expect.objectContaining({ step: 'events', statement: expect.stringMatching(/^copy "events"/) }),
    )
    expect(statements).toContainEqual(expect.objectContaining({ statement: 'commit' }))
    expect(statements).toContainEqual(
      expect.objectContaining({ statement: "select '${env:ACCESS_KEY_SECRET}'", step: 'more' }),
    )
    expect(stdout).not.toContain('correct-horse-battery')
  })

  // The last test: no event is documented that none of the runs before has had.
  test('and each type that the schema has is among them', () => {
    expect([...seen].toSorted()).toEqual(TYPES.toSorted())
  })
})

const pipeline = (properties: string): string => `sink:
  use: redshift
  with: { connection: '\${env:REDSHIFT_URL}', iamRole: default, metadata: 's3://acme/arbalest/' }
pipelines:
  quakes:
    - load: events
      source: { use: s3, with: { url: s3://acme/data/ } }
      strategy: { use: manifest }
      target: { table: events, evolve: add, properties: { ${properties} } }
${properties.includes('mag') ? `    - { sql: more, statements: ["select '\${env:ACCESS_KEY_SECRET}'"] }\n` : ''}`
