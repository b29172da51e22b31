import { describe, expect, test } from 'vitest'
import { configuration } from '../configuration.js'
import { linesOf, makeWorkspace } from '../workspace.js'

describe('arbalest journal', () => {
  test('shows what is recorded, a unit a line', async () => {
    const { run, write } = await makeWorkspace()
    await write('.arbalestrc.json', configuration())
    expect(await run(['journal', 'show', 'quakes/events'])).toMatchObject({ exitCode: 0, stdout: '' })
    await run(['run'])

    const { exitCode, stdout } = await run(['journal', 'show', 'quakes/events'])

    expect(exitCode).toBe(0)
    expect(stdout).toMatch(/^a\.json\t\S+\nb\.json\t\S+\n$/)
    const json = await run(['journal', 'show', 'quakes/events', '--json'])
    expect(JSON.parse(json.stdout.split('\n')[0]!)).toMatchObject({
      type: 'recorded',
      scope: 'quakes/events',
      key: 'a.json',
    })
  })

  test('begins with the journal of the Python Arbalest, so that only the rest is loaded', async () => {
    const { run, write } = await makeWorkspace()
    await write('.arbalestrc.json', configuration())
    await write('events_journal.json', '["a.json", "gone.json"]')

    const imported = await run(['journal', 'import', 'quakes/events', 'events_journal.json'])
    const planned = await run(['plan'])
    const again = await run(['journal', 'import', 'quakes/events', 'events_journal.json'])

    expect(imported).toMatchObject({ exitCode: 0, stderr: '' })
    expect(imported.stdout).toContain('1 unit of quakes/events recorded as loaded')
    expect(imported.stdout).toContain('1 key not in file://data/, such as gone.json')
    expect(planned.stdout).toContain('units: b.json')
    expect(again).toMatchObject({ exitCode: 3 })
    expect(again.stderr).toContain('already has a journal')
  })

  test('forgets a unit, which the next run loads again', async () => {
    const { run, write } = await makeWorkspace()
    await write('.arbalestrc.json', configuration())
    await run(['run'])

    const forgotten = await run(['journal', 'forget', 'quakes/events', 'b.json', 'nosuch.json'])
    const planned = await run(['plan'])

    expect(forgotten.exitCode).toBe(5)
    expect(await run(['journal', 'forget', 'quakes/events', 'a.json'])).toMatchObject({
      exitCode: 0,
      stderr: '',
    })
    expect(forgotten.stdout).toContain('1 unit of quakes/events forgotten')
    expect(forgotten.stdout).toContain('not recorded: nosuch.json')
    expect(planned.stdout).toContain('units: b.json')
  })

  test('compares what is recorded with the listing', async () => {
    const { run, write } = await makeWorkspace()
    await write('.arbalestrc.json', configuration())
    await write('data/c.json', '{"mag":3}\n')
    await run(['run'])
    await write('data/b.json', '{"mag":4,"changed":true}\n')
    await write('data/d.json', '{"mag":5}\n')

    const { exitCode, stdout } = await run(['journal', 'verify', 'quakes/events', '--json'])

    expect(exitCode).toBe(0)
    expect(linesOf(stdout)).toEqual([
      expect.objectContaining({ type: 'uneven', key: 'b.json', state: 'changed' }),
      expect.objectContaining({ type: 'uneven', key: 'd.json', state: 'pending' }),
      {
        type: 'verified',
        scope: 'quakes/events',
        loaded: 2,
        changed: 1,
        pending: 1,
        gone: 0,
        quarantined: 0,
      },
    ])
  })

  test.each([
    [
      'a step that is not there',
      ['journal', 'show', 'quakes/nosuch'],
      'There is no step "quakes/nosuch"; there is "quakes/events".',
    ],
    ['a pipeline that is not there', ['journal', 'show', 'nosuch/events'], 'There is no pipeline "nosuch"'],
    [
      'a file that is not there',
      ['journal', 'import', 'quakes/events', 'nosuch.json'],
      '"nosuch.json" cannot be read.',
    ],
    [
      'a file that is no list of keys',
      ['journal', 'import', 'quakes/events', '.arbalestrc.json'],
      'must be a JSON list of keys',
    ],
  ])('refuses %s', async (_, words, message) => {
    const { run, write } = await makeWorkspace()
    await write('.arbalestrc.json', configuration())
    const { exitCode, stderr } = await run(words)
    expect(exitCode).toBe(3)
    expect(stderr).toContain(message)
  })
})
