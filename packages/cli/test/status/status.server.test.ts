import { utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { startSandbox, type Sandbox } from '@arbalest/sandbox'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { configuration, loadStep } from '../configuration.js'
import { keepWorkspace, linesOf, makeWorkspace, type Workspace } from '../workspace.js'

/** Makes it as if the objects had been written so many minutes ago. */
async function age({ folder }: Workspace, minutes: number, ...files: readonly string[]): Promise<void> {
  const time = new Date(Date.now() - minutes * 60_000)
  for (const file of files) await utimes(join(folder, file), time, time)
}

describe('arbalest status', () => {
  test('says what is pending and since when, and ends with 5 only beyond --max-lag', async () => {
    const workspace = await makeWorkspace()
    await workspace.write('.arbalestrc.json', configuration())
    await age(workspace, 125, 'data/a.json')
    const [plain, within, beyond] = [
      await workspace.run(['status']),
      await workspace.run(['status', '--max-lag', '3h']),
      await workspace.run(['status', '--max-lag', '2h', '--json']),
    ]
    expect(plain).toMatchObject({ exitCode: 0, stderr: '' })
    expect(plain.stdout.split('\n')).toEqual([
      expect.stringMatching(
        /^quakes\/events: 2 objects \(30 bytes\) in 2 units pending, the oldest for 2 h 5 min$/,
      ),
      '  pending: a.json, b.json',
      '  the last load is not known: the sink keeps no ledger',
      '',
    ])
    expect(within.exitCode).toBe(0)
    expect(beyond.exitCode).toBe(5)
    expect(linesOf(beyond.stdout)).toEqual([
      {
        type: 'status',
        pipeline: 'quakes',
        step: 'events',
        source: 'file://data/',
        sink: 'file://sink.json',
        table: 'events',
        pending: {
          units: 2,
          objects: 2,
          bytes: 30,
          first: ['a.json', 'b.json'],
          oldest: expect.any(String),
          age: expect.any(Number),
        },
        late: true,
        quarantined: 0,
        kept: 0,
        gone: { units: 0, first: [] },
        ledger: false,
      },
    ])
  })

  test('finds nothing late if nothing is pending, however long nothing was loaded', async () => {
    const workspace = await makeWorkspace()
    await workspace.write('.arbalestrc.json', configuration())
    await age(workspace, 9_000, 'data/a.json', 'data/b.json')
    await workspace.run(['run'])
    const { exitCode, stdout } = await workspace.run(['status', '--max-lag', '1s'])
    expect(exitCode).toBe(0)
    expect(stdout).toContain('quakes/events: nothing is pending\n')
  })

  test('looks at each step, and fails if one cannot be looked at', async () => {
    const { run, write } = await makeWorkspace()
    const missing = loadStep('lost', { source: { use: './folder-source.mjs', with: { folder: 'none' } } })
    await write('.arbalestrc.json', configuration({ fault: 'unreachable' }, [loadStep('events')]))
    const unreachable = await run(['status', '--json'])
    expect(unreachable.exitCode).toBe(4)
    expect(linesOf(unreachable.stdout)).toMatchObject([
      { type: 'status', step: 'events', error: { code: 'SINK_UNREACHABLE' } },
      { type: 'failed', code: 'SINK_UNREACHABLE' },
    ])
    await write('.arbalestrc.json', configuration({}, [missing]))
    expect((await run(['status'])).exitCode).toBe(1)
  })

  test.each(['2', 'h', '2w', '-1h', '1.5h'])('does not take %s for a time', async (lag) => {
    const { run } = await makeWorkspace()
    expect((await run(['status', `--max-lag=${lag}`])).exitCode).toBe(2)
  })
})

describe('arbalest status, of a sink with a ledger', () => {
  let workspace: Workspace
  let sandbox: Sandbox
  const arbalest = (...words: readonly string[]) => workspace.run(words, { ...sandbox.env })

  beforeAll(async () => {
    workspace = await keepWorkspace('@arbalest/sink-redshift', '@arbalest/source-s3')
    await workspace.write('acme/data/a.json', '{"id":1}\n{"id":2}\n')
    sandbox = await startSandbox({ buckets: { acme: join(workspace.folder, 'acme') } })
    await workspace.write(
      '.arbalestrc.json',
      JSON.stringify({
        sink: {
          use: 'redshift',
          with: {
            connection: '${env:REDSHIFT_URL}',
            iamRole: 'default',
            metadata: 's3://acme/arbalest/',
          },
        },
        pipelines: {
          quakes: [
            {
              load: 'events',
              source: { use: 's3', with: { url: 's3://acme/data/' } },
              strategy: { use: 'manifest' },
              target: { table: 'events', properties: { id: 'integer' } },
            },
          ],
        },
      }),
    )
  })

  afterAll(() => sandbox.stop())

  test('says what was loaded last, and by which runs', async () => {
    expect((await arbalest('status')).stdout).toContain('  no load is in the ledger\n')
    const runs: string[] = []
    for (const id of [3, 4]) {
      const { stdout } = await arbalest('run', '--json')
      runs.push((linesOf(stdout)[0] as { run: string }).run)
      await workspace.write(`acme/data/${id}.json`, `{"id":${id}}\n`)
    }
    const { stdout } = await arbalest('status', '--runs')
    expect(stdout.split('\n')).toEqual([
      expect.stringMatching(/^quakes\/events: 1 object \(9 bytes\) in 1 unit pending, the oldest for \d+ /),
      '  pending: data/4.json',
      expect.stringMatching(/^  loaded last \d+ \S+( \d+ \S+)? ago \(\S+Z\): 1 object, 1 row$/),
      expect.stringMatching(new RegExp(`^  \\S+Z  ${runs[1]}  1 transaction, 1 object, 1 row$`)),
      expect.stringMatching(new RegExp(`^  \\S+Z  ${runs[0]}  1 transaction, 1 object, 2 rows$`)),
      '',
    ])
    const [json] = linesOf((await arbalest('status', '--runs', '--json')).stdout)
    expect(json).toMatchObject({
      ledger: true,
      late: false,
      pending: { units: 1 },
      lastLoad: { run: runs[1], objects: 1, firstKey: 'data/3.json' },
      runs: [
        { run: runs[1], rows: 1 },
        { run: runs[0], rows: 2 },
      ],
    })
  })
})
