import { describe, expect, test } from 'vitest'
import { configuration, loadStep } from '../configuration.js'
import { makeWorkspace } from '../workspace.js'

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

  test('reports how many rows were left out, and what a plugin notices', async () => {
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
})
