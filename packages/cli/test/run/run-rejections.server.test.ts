import { readdir } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { configuration, loadStep } from '../configuration.js'
import { makeWorkspace } from '../workspace.js'

describe('arbalest run', () => {
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
        'LOAD_REJECTED: "arbalest help LOAD_REJECTED" explains it',
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
})
