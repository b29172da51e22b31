import { readdir } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { configuration, loadStep } from './configuration.js'
import { makeWorkspace } from './workspace.js'

const summary = { sql: 'summary', statements: ['delete from summary', 'insert into summary select 1'] }
const series = { use: './series-strategy.mjs', with: {} }

describe('arbalest run', () => {
  test('loads what is pending, and nothing the second time', async () => {
    const { run, read, write } = await makeWorkspace()
    await write('.arbalestrc.json', configuration({}, [loadStep('events'), summary]))

    const first = await run(['run'])
    const second = await run(['run', 'quakes'])

    expect(first).toMatchObject({ exitCode: 0, stderr: '' })
    expect(first.stdout.replaceAll(/\d\.\d s/g, 'N s').split('\n')).toEqual([
      'quakes/events: started, from file://data/ into events at file://sink.json',
      'quakes/events: committed 2 objects (30 bytes), 3 rows',
      'quakes/events: finished: 2 objects (30 bytes), 3 rows, in N s',
      'quakes/summary: started, SQL at file://sink.json',
      'quakes/summary: committed 2 statements',
      'quakes/summary: finished: 2 statements, in N s',
      '',
    ])
    expect(second.stdout).toContain(
      'quakes/events: finished: nothing to load: all objects listed are loaded (2)\n',
    )
    expect(JSON.parse(await read('sink.json'))).toMatchObject({ tables: { events: { length: 3 } } })
  })

  test('prints one JSON object a line with --json', async () => {
    const { run, write } = await makeWorkspace()
    await write('.arbalestrc.json', configuration({}, [loadStep('events'), summary]))

    const { stdout, stderr } = await run(['run', '--json'])

    const [time, id] = [
      expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      expect.stringMatching(/^[\da-f-]{36}$/),
    ]
    const head = { time, run: id, pipeline: 'quakes' }
    const step = { ...head, step: 'events', kind: 'load' }
    const sql = { ...head, step: 'summary', kind: 'sql' }
    const done = { units: 2, objects: 2, bytes: 30, rows: 3, rejected: 0, rejections: [], outside: 0 }
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
    ])
    expect(new Set(linesOf(stdout).map((line) => (line as { run: string }).run)).size).toBe(1)
  })

  test('tells how many rows were left out, and what a plugin notices', async () => {
    const { run, write } = await makeWorkspace()
    await write('.arbalestrc.json', configuration({}, [loadStep('events', { strategy: series })]))

    const { exitCode, stdout, stderr } = await run(['run'])

    expect({ exitCode, stderr }).toEqual({
      exitCode: 0,
      stderr: 'arbalest: quakes/events: Something is odd.\n',
    })
    expect(stdout).toContain('committed 1 object (20 bytes), 2 rows, 1 row outside their range left out\n')
    expect(stdout).toMatch(
      /finished: 2 objects \(30 bytes\), 3 rows, 2 rows outside their range left out, in/,
    )
  })

  test('tells of both in JSON with --json', async () => {
    const { run, write } = await makeWorkspace()
    await write('.arbalestrc.json', configuration({}, [loadStep('events', { strategy: series })]))

    const { stdout, stderr } = await run(['run', '--json'])

    expect(stderr).toBe('')
    expect(linesOf(stdout)).toContainEqual({
      type: 'notice',
      pipeline: 'quakes',
      step: 'events',
      message: 'Something is odd.',
    })
    expect(linesOf(stdout).at(-1)).toMatchObject({ type: 'finished', rows: 3, outside: 2 })
  })

  test('tries again what waiting may cure, and says why', async () => {
    const { run, read, write } = await makeWorkspace()
    await write('.arbalestrc.json', configuration({ fault: 'once' }))

    const { exitCode, stdout } = await run(['run'])

    expect(exitCode).toBe(0)
    expect(stdout).toMatch(
      /failed \(CONNECTION_LOST: The connection was lost\.\); trying again in \d\.\d s\n/,
    )
    expect(JSON.parse(await read('sink.json'))).toMatchObject({ tables: { events: { length: 3 } } })
  })

  test('shows the rows that did not fit, ends with 1, and leaves nothing half done', async () => {
    const { folder, run, write } = await makeWorkspace()
    await write('.arbalestrc.json', configuration({ fault: 'reject' }))

    const { exitCode, stderr } = await run(['run'])

    expect(exitCode).toBe(1)
    expect(stderr).toBe(
      [
        'arbalest: A row does not fit "events".',
        '  1 row, column "mag": Invalid digit',
        '    file://data/a.json, line 2, value "abc"',
        'LOAD_REJECTED: see docs/errors.md#load_rejected',
        '',
      ].join('\n'),
    )
    expect(await readdir(folder)).not.toContain('sink.json')
    expect(await readdir(folder)).toContain('sink.json.closed')
  })

  test('shows which rows a step left out when it has finished, by column and reason', async () => {
    const { run, write } = await makeWorkspace()
    await write('.arbalestrc.json', configuration({ fault: 'leave out' }))

    const { exitCode, stdout } = await run(['run'])

    expect(exitCode).toBe(5)
    expect(
      stdout
        .replaceAll(/\d\.\d s/g, 'N s')
        .split('\n')
        .slice(1),
    ).toEqual([
      'quakes/events: committed 2 objects (30 bytes), 1 row, 2 rows rejected',
      'quakes/events: finished: 2 objects (30 bytes), 1 row, 2 rows rejected, in N s',
      `  2 rows, column "mag": Invalid digit, Value 'a', Pos 0, Type: Real`,
      '    file://data/a.json, line 1, value "a0"',
      '    file://data/b.json, line 1, value "a1"',
      '',
    ])
  })

  test('tells of the rows left out in JSON, of each transaction and of the step', async () => {
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

  test('shows which rows were left out before a step failed', async () => {
    const { run, write } = await makeWorkspace()
    const strategy = { use: 'manifest', with: { batch: 1 } }
    const faulty = { fault: 'leave out, then deny' }
    await write('.arbalestrc.json', configuration(faulty, [loadStep('events', { strategy })]))

    const { exitCode, stdout, stderr } = await run(['run'])

    expect(exitCode).toBe(1)
    expect(stderr).toContain('SINK_DENIED')
    expect(stdout.split('\n').slice(1)).toEqual([
      'quakes/events: committed 1 object (20 bytes), 1 row, 1 row rejected',
      `  1 row, column "mag": Invalid digit, Value 'a', Pos 0, Type: Real`,
      '    file://data/a.json, line 1, value "a0"',
      '',
    ])
  })

  test('tells of a failure in one more JSON object', async () => {
    const { run, write } = await makeWorkspace()
    await write('.arbalestrc.json', configuration({ fault: 'reject' }))

    const { stdout } = await run(['run', '--json'])

    expect(linesOf(stdout).at(-1)).toEqual({
      type: 'failed',
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

  test('shows the stack of an error that nobody foresaw', async () => {
    const { run, write } = await makeWorkspace()
    await write('.arbalestrc.json', configuration({ fault: 'bug' }))

    const { exitCode, stderr } = await run(['run'])

    expect(exitCode).toBe(1)
    expect(stderr).toMatch(/^arbalest: unexpected error: TypeError: .*\n {4}at .*file-sink\.mjs/)
  })

  test('shows a reference in place of its value, wherever the value turns up', async () => {
    const { run, write } = await makeWorkspace()
    await write('.arbalestrc.json', configuration({ fault: 'leak', connection: '${env:SINK_URL}' }))

    const env = { SINK_URL: 'redshift://loader:p%40ssword@example.com/dev' }
    const { stdout, stderr } = await run(['run', '--json'], env)

    expect(stderr).toContain('arbalest: No entry with ${env:SINK_URL}.\n')
    expect(stdout + stderr).not.toMatch(/p%40ssword|p@ssword|example\.com/)
  })

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('rolls back at %s, closes what is open, and ends with %i', async (signal, exitCode) => {
    const { folder, start, write } = await makeWorkspace()
    await write('.arbalestrc.json', configuration({ fault: 'hang' }))

    const running = start(['run', '--json'])
    await running.printed('copying')
    running.process.kill(signal)
    const ended = await running.ended

    expect(ended).toMatchObject({ exitCode, stderr: expect.stringContaining(`Interrupted by ${signal}`) })
    expect(linesOf(ended.stdout).at(-1)).toMatchObject({ type: 'failed', code: 'ABORTED' })
    expect(await readdir(folder)).not.toContain('sink.json')
    expect(await readdir(folder)).toContain('sink.json.closed')
  })

  test('ends at once at a second signal, where a part does not heed the first', async () => {
    const { folder, start, write } = await makeWorkspace()
    await write('.arbalestrc.json', configuration({ fault: 'deaf' }))

    const running = start(['run', '--json'])
    await running.printed('copying')
    running.process.kill('SIGINT')
    await running.printed('told to stop')
    running.process.kill('SIGINT')

    expect(await running.ended).toMatchObject({ exitCode: 130 })
    expect(await readdir(folder)).not.toContain('sink.json.closed')
  })

  test('goes on loading where nobody reads what it prints', async () => {
    const { read, start, write } = await makeWorkspace()
    await write('.arbalestrc.json', configuration())

    const { process: child, ended } = start(['run'])
    child.stdout?.destroy()

    expect(await ended).toMatchObject({ exitCode: 0 })
    expect(JSON.parse(await read('sink.json'))).toMatchObject({ tables: { events: { length: 3 } } })
  })
})

function linesOf(text: string): unknown[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown)
}
