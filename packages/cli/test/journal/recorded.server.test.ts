import { utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { configuration, loadStep } from '../configuration.js'
import { makeWorkspace } from '../workspace.js'

const STEP = 'quakes/events'
const bulk = configuration({}, [loadStep('events', { strategy: { use: 'bulk' } })])
const renamed = configuration({}, [loadStep('renamed')])

async function rowsOf({ read }: Awaited<ReturnType<typeof makeWorkspace>>): Promise<number | undefined> {
  const { tables } = JSON.parse(await read('sink.json')) as { tables: { events?: unknown[] } }
  return tables.events?.length
}

describe('a step whose strategy is another than its marks say', () => {
  test('stops plan, validate and run, with the choices as commands', async () => {
    const { run, write } = await makeWorkspace()
    await write('.arbalestrc.json', configuration())
    await run(['run'])
    await write('.arbalestrc.json', bulk)

    const [planned, ran, json] = [await run(['plan']), await run(['run']), await run(['run', '--json'])]

    for (const { exitCode, stderr } of [planned, ran]) {
      expect(exitCode).toBe(1)
      expect(stderr).toContain('was loaded into "events" by manifest')
      expect(stderr).toContain('    arbalest run --full-refresh quakes: deletes all rows')
      expect(stderr).toContain(`    arbalest journal forget ${STEP} --all: keeps all rows`)
      expect(stderr).toContain('NOT_AS_RECORDED: "arbalest help NOT_AS_RECORDED" explains it')
    }
    expect(JSON.parse(json.stdout.trim().split('\n').at(-2)!)).toMatchObject({
      type: 'failed',
      code: 'NOT_AS_RECORDED',
      choices: [{ command: 'arbalest run --full-refresh quakes' }, { command: expect.any(String) }],
    })
  })

  test('starts over with --full-refresh, which says what it deletes', async () => {
    const workspace = await makeWorkspace()
    const { run, write } = workspace
    await write('.arbalestrc.json', bulk)
    await run(['run'])
    await write('.arbalestrc.json', configuration())

    const refreshed = await run(['run', '--full-refresh'])

    expect(refreshed).toMatchObject({ exitCode: 0, stderr: '' })
    expect(refreshed.stdout).toContain(
      `${STEP}: all records are removed, all rows of "events" deleted; loads everything again\n`,
    )
    expect(await rowsOf(workspace)).toBe(3)
  })
})

test('--full-refresh deletes nothing if nothing is listed', async () => {
  const workspace = await makeWorkspace()
  const { run, write } = workspace
  await write('.arbalestrc.json', configuration())
  await run(['run'])
  await write('empty/_SUCCESS', '')
  const source = { use: './folder-source.mjs', with: { folder: 'empty' } }
  await write('.arbalestrc.json', configuration({}, [loadStep('events', { source })]))

  const { exitCode, stderr } = await run(['run', '--full-refresh'])

  expect(exitCode).toBe(1)
  expect(stderr).toContain('SOURCE_EMPTY')
  expect(await rowsOf(workspace)).toBe(3)
})

describe('journal forget', () => {
  test('--all forgets everything, and says that the rows stay', async () => {
    const workspace = await makeWorkspace()
    const { run, write } = workspace
    await write('.arbalestrc.json', configuration())
    await run(['run'])

    const forgotten = await run(['journal', 'forget', STEP, '--all'])

    expect(forgotten).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('the rows in "events" stay'),
    })
    expect((await run(['journal', 'show', STEP])).stdout).toBe('')
    await run(['run'])
    expect(await rowsOf(workspace)).toBe(6)
  })

  test.each([[['--all', 'a.json']], [[]]])('refuses %j', async (words) => {
    const { run, write } = await makeWorkspace()
    await write('.arbalestrc.json', configuration())
    expect(await run(['journal', 'forget', STEP, ...words])).toMatchObject({
      exitCode: 3,
      stderr: expect.stringContaining('Give keys, or --all.'),
    })
  })
})

test('journal rename takes what is recorded along to a step of another name', async () => {
  const workspace = await makeWorkspace()
  const { run, write } = workspace
  await write('.arbalestrc.json', configuration())
  await run(['run'])
  await write('.arbalestrc.json', renamed)

  const taken = await run(['journal', 'rename', STEP, 'quakes/renamed'])
  const ran = await run(['run'])

  expect(taken).toMatchObject({
    exitCode: 0,
    stdout: expect.stringContaining('now belong to quakes/renamed'),
  })
  expect(ran.stdout).toContain('finished: nothing to load: all objects listed are loaded (2)')
  expect(await rowsOf(workspace)).toBe(3)
})

describe('journal import --listed', () => {
  test('shows what is listed, and takes it for loaded', async () => {
    const workspace = await makeWorkspace()
    const { run, write } = workspace
    await write('.arbalestrc.json', configuration())

    const imported = await run(['journal', 'import', STEP, '--listed', '--yes'])
    await write('data/c.json', '{"mag":4}\n')
    await run(['run'])

    expect(imported).toMatchObject({ exitCode: 0, stderr: '' })
    expect(imported.stdout.split('\n')).toEqual([
      '2 objects (30 bytes) in 2 units of file://data/',
      '  from a.json',
      '  to   b.json',
      `of ${STEP} recorded as loaded; the next run loads all others`,
      '',
    ])
    expect(await rowsOf(workspace)).toBe(1)
  })

  test('--before takes only what was written before', async () => {
    const { folder, run, write } = await makeWorkspace()
    await write('.arbalestrc.json', configuration())
    await utimes(join(folder, 'data/a.json'), 0, new Date('2018-02-01T11:00Z'))
    await utimes(join(folder, 'data/b.json'), 0, new Date('2018-02-01T12:00Z'))

    await run(['journal', 'import', STEP, '--listed', '--yes', '--before', '2018-02-01T12:00Z'])

    expect((await run(['plan'])).stdout).toContain('units: b.json')
  })

  test.each([
    [['--listed', '--before', '2018-02-01T12:00'], 2, 'a time with its zone'],
    [['--listed', '--before', '1970-01-01'], 3, 'no unit whose objects were all written before'],
    [['--before', '2018-02-01'], 3, 'Give a file, or --listed'],
    [[], 3, 'Give a file, or --listed'],
    [['none.json'], 3, 'the list of keys is empty'],
    [['unlisted.json'], 3, 'no unit whose objects are all among the 1 key, such as "z"'],
  ])('refuses %j', async (words, exitCode, message) => {
    const { run, write } = await makeWorkspace()
    await write('.arbalestrc.json', configuration())
    await write('none.json', '[]')
    await write('unlisted.json', '["z"]')
    expect(await run(['journal', 'import', STEP, ...words])).toMatchObject({
      exitCode,
      stderr: expect.stringContaining(message),
    })
  })
})
