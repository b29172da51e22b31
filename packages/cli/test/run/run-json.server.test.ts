import { describe, expect, test } from 'vitest'
import { configuration, loadStep } from '../configuration.js'
import { linesOf, makeWorkspace } from '../workspace.js'

const summary = { sql: 'summary', statements: ['delete from summary', 'insert into summary select 1'] }

const series = { use: './series-strategy.mjs', with: {} }

/** What the last event says of a step of one transaction that has succeeded. */
const outcome = (step: string, kind: string, loaded: object) => ({
  pipeline: 'quakes',
  step,
  kind,
  outcome: 'succeeded',
  transactions: 1,
  ...loaded,
  rejected: 0,
  pending: 0,
  complete: true,
})

describe('arbalest run --json', () => {
  test('prints one JSON object a line with --json', async () => {
    const { run, write } = await makeWorkspace()
    await write('.arbalestrc.json', configuration({}, [loadStep('events'), summary]))

    const { stdout, stderr } = await run(['run', '--json'])

    const [time, id] = [
      expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      expect.stringMatching(/^[\da-f-]{36}$/),
    ]
    const event = { time, run: id, format: 1 }
    const head = { ...event, pipeline: 'quakes' }
    const step = { ...head, step: 'events', kind: 'load' }
    const sql = { ...head, step: 'summary', kind: 'sql' }
    const counts = { units: 2, objects: 2, bytes: 30, rows: 3, rejected: 0, outside: 0, unaccounted: 0 }
    const done = { ...counts, rejections: [] }
    expect(stderr).toBe('')
    expect(linesOf(stdout)).toEqual([
      { type: 'started', ...step, source: 'file://data/', sink: 'file://sink.json', table: 'events' },
      { type: 'loading', ...step, units: 2, objects: 2, bytes: 30 },
      { type: 'committed', ...step, ...done },
      {
        type: 'finished',
        ...step,
        listed: { objects: 2, hidden: 0 },
        transactions: 1,
        ...done,
        milliseconds: expect.any(Number),
      },
      { type: 'started', ...sql, sink: 'file://sink.json' },
      { type: 'committed', ...sql, statements: 2 },
      { type: 'finished', ...sql, transactions: 1, statements: 2, milliseconds: expect.any(Number) },
      {
        type: 'done',
        ...event,
        outcome: 'succeeded',
        exitCode: 0,
        complete: true,
        pending: 0,
        steps: [
          outcome('events', 'load', { objects: 2, rows: 3 }),
          outcome('summary', 'sql', { objects: 0, rows: 0 }),
        ],
      },
    ])
    expect(new Set(linesOf(stdout).map((line) => (line as { run: string }).run)).size).toBe(1)
  })

  test('reports both in JSON with --json', async () => {
    const { run, write } = await makeWorkspace()
    await write('.arbalestrc.json', configuration({}, [loadStep('events', { strategy: series })]))

    const { stdout, stderr } = await run(['run', '--json'])

    expect(stderr).toBe('')
    expect(linesOf(stdout)).toContainEqual({
      type: 'notice',
      time: expect.any(String),
      run: expect.any(String),
      format: 1,
      pipeline: 'quakes',
      step: 'events',
      message: 'Something is odd.',
    })
    expect(linesOf(stdout).at(-2)).toMatchObject({ type: 'finished', rows: 3, outside: 2 })
  })

  test('reports the rows left out in JSON, of each transaction and of the step', async () => {
    const { run, write } = await makeWorkspace()
    const strategy = { use: 'manifest', with: { batch: 1 } }
    await write('.arbalestrc.json', configuration({ fault: 'leave out' }, [loadStep('events', { strategy })]))

    const { stdout } = await run(['run', '--json'])

    const reason = `Invalid digit, Value 'a', Pos 0, Type: Real`
    const example = (file: string) => ({
      object: `file://data/${file}`,
      line: 1,
      column: 'mag',
      value: 'a0',
      reason,
    })
    const rejections = (...files: readonly string[]) => ({
      rejected: files.length,
      rejections: [{ column: 'mag', reason, count: files.length, examples: files.map(example) }],
    })
    expect(
      linesOf(stdout).filter((told) => /committed|finished/.test((told as { type: string }).type)),
    ).toMatchObject([
      { type: 'committed', ...rejections('a.json') },
      { type: 'committed', ...rejections('b.json') },
      { type: 'finished', ...rejections('a.json', 'b.json') },
    ])
  })

  test('reports a failure in one more JSON object, before the last', async () => {
    const { run, write } = await makeWorkspace()
    await write('.arbalestrc.json', configuration({ fault: 'reject' }))

    const { stdout } = await run(['run', '--json'])

    expect(linesOf(stdout).at(-1)).toMatchObject({ type: 'done', outcome: 'failed', exitCode: 1, pending: 2 })
    expect(linesOf(stdout).at(-2)).toEqual({
      type: 'failed',
      time: expect.any(String),
      run: expect.any(String),
      format: 1,
      pipeline: 'quakes',
      step: 'events',
      code: 'LOAD_REJECTED',
      message: 'A row does not fit "events".',
      retryable: false,
      rejections: [
        {
          column: 'mag',
          reason: 'Invalid digit',
          count: 1,
          examples: [
            { object: 'file://data/a.json', line: 2, column: 'mag', value: 'abc', reason: 'Invalid digit' },
          ],
        },
      ],
    })
  })
})
