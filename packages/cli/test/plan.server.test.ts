import { readdir } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { configuration, loadStep } from './configuration.js'
import { makeWorkspace } from './workspace.js'

const summary = { sql: 'summary', statements: ['delete from summary', 'insert into summary\nselect 1'] }

describe('arbalest plan', () => {
  test('says what run would load and which statements it would run', async () => {
    const { run, write } = await makeWorkspace()
    await write('.arbalestrc.json', configuration({}, [loadStep('events'), summary]))

    const { exitCode, stdout, stderr } = await run(['plan'])

    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    expect(stdout.split('\n')).toEqual([
      'quakes/events: from file://data/ into events at file://sink.json',
      '  2 objects (30 bytes) in 2 units; 1 transaction',
      '  units: a.json, b.json',
      'quakes/summary: SQL at file://sink.json, 2 statements',
      '  delete from summary;',
      '  insert into summary',
      '  select 1;',
      '',
    ])
  })

  test('changes nothing', async () => {
    const { folder, run, write } = await makeWorkspace()
    await write('.arbalestrc.json', configuration())
    const before = await readdir(folder)

    await run(['plan'])

    expect((await readdir(folder)).filter((file) => file !== 'sink.json.closed')).toEqual(before)
  })

  test('distinguishes new units from changed ones, and when there is nothing to load', async () => {
    const { run, write } = await makeWorkspace()
    const bulk = loadStep('events', { strategy: { use: 'bulk' } })
    await write('.arbalestrc.json', configuration({}, [bulk]))

    await run(['run'])
    const none = await run(['plan'])
    await write('data/b.json', '{"mag":4}\n')
    const changed = await run(['plan'])

    expect(none.stdout).toContain('\n  nothing to load: all objects listed are loaded (2)\n')
    expect(changed.stdout).toContain('in 1 unit, 1 of them changed since they were loaded; 1 transaction\n')
  })

  test.each([
    [{}, 'compares all partitions with what has been loaded', null],
    [
      { from: '2018-02-01' },
      'compares the partitions from 2018-02-01 on; those before are not listed',
      '2018-02-01',
    ],
    [
      { from: '00000000000000000042' },
      'compares the partitions from 42 on; those before are not listed',
      '00000000000000000042',
    ],
  ])('says how far back a series is listed, with %j', async (options, words, from) => {
    const { run, write } = await makeWorkspace()
    const series = loadStep('events', { strategy: { use: './series-strategy.mjs', with: options } })
    await write('.arbalestrc.json', configuration({}, [series]))

    const { stdout, stderr } = await run(['plan'])
    const json = await run(['plan', '--json'])

    expect(stdout.split('\n')[1]).toBe(`  ${words}`)
    expect(stderr).toBe('arbalest: quakes/events: Something is odd.\n')
    expect(JSON.parse(json.stdout.split('\n')[1]!)).toMatchObject({ type: 'planned', from })
  })

  test('prints one JSON object a step with --json', async () => {
    const { run, write } = await makeWorkspace()
    await write('.arbalestrc.json', configuration({}, [loadStep('events'), summary]))

    const { stdout } = await run(['plan', 'quakes', '--json'])

    const lines = stdout.trimEnd().split('\n')
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      {
        type: 'planned',
        listed: { objects: 2, hidden: 0 },
        notices: [],
        pipeline: 'quakes',
        step: 'events',
        kind: 'load',
        source: 'file://data/',
        sink: 'file://sink.json',
        table: 'events',
        units: 2,
        objects: 2,
        bytes: 30,
        changed: 0,
        transactions: 1,
        first: ['a.json', 'b.json'],
      },
      {
        type: 'planned',
        pipeline: 'quakes',
        step: 'summary',
        kind: 'sql',
        sink: 'file://sink.json',
        statements: summary.statements,
      },
    ])
  })

  test('ends with 4 where waiting may cure what failed', async () => {
    const { run, write } = await makeWorkspace()
    await write('.arbalestrc.json', configuration({ fault: 'unreachable' }))

    const { exitCode, stderr } = await run(['plan'])

    expect(exitCode).toBe(4)
    expect(stderr).toBe(
      'arbalest: The sink does not answer.\nSINK_UNREACHABLE: "arbalest help SINK_UNREACHABLE" explains it\n',
    )
  })
})
