import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { chmod, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { startSandbox, type Sandbox } from '@arbalest/sandbox'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { configuration } from '../configuration.js'
import { keepWorkspace, linesOf, makeWorkspace, type Workspace } from '../workspace.js'

const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url))

/** A pipeline that loads days of rows, `{"id":1,"at":"…"}`. */
const DAYS = {
  load: 'days',
  source: { use: 's3', with: { url: 's3://acme/days/', series: { pattern: '{day}/' } } },
  strategy: { use: 'timeseries', with: { column: 'at' } },
  target: { table: 'days', properties: { id: 'integer', at: 'timestamp' } },
}

interface Reported {
  readonly counts: object
  readonly holes: readonly {
    readonly state: string
    readonly what: string
    readonly commands: readonly string[]
  }[]
}

const row = (day: string, id: number) => `${JSON.stringify({ id, at: `${day} 12:00:00` })}\n`

describe('arbalest report, of a time series with a day removed, a day changed and a day made unreadable', () => {
  let workspace: Workspace
  let sandbox: Sandbox
  const arbalest = (...words: readonly string[]) => workspace.run(words, { ...sandbox.env })
  const put = (day: string, content: string) => workspace.write(`acme/days/${day}/a.json`, content)
  const reported = async (): Promise<Reported> => {
    const { exitCode, stdout, stderr } = await arbalest('report', '--json')
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: expect.any(String) })
    return linesOf(stdout)[0] as Reported
  }
  const holesOf = ({ holes }: Reported) => holes.map(({ state, what }) => `${what} ${state}`)

  /** Types what the page says, as a person would, but each command once. */
  const typeAll = async ({ holes }: Reported): Promise<void> => {
    const { PATH } = process.env
    const env = { ...sandbox.env, PATH: `${workspace.folder}:${PATH}` }
    for (const command of new Set(holes.flatMap(({ commands }) => commands)))
      await promisify(execFile)('sh', ['-ec', command], { cwd: workspace.folder, env, timeout: 60_000 })
  }

  beforeAll(async () => {
    const packages = ['sink-redshift', 'source-s3', 'strategy-timeseries', 'report']
    workspace = await keepWorkspace(...packages.map((name) => `@arbalest/${name}`))
    await workspace.write('arbalest', `#!/bin/sh\nexec '${process.execPath}' '${MAIN}' "$@"\n`)
    await chmod(join(workspace.folder, 'arbalest'), 0o755)
    for (let day = 1; day <= 5; day++) await put(`2018-02-0${day}`, row(`2018-02-0${day}`, day))
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
            copy: { timeFormat: 'auto' },
          },
        },
        pipelines: { series: [DAYS] },
      }),
    )
  })

  afterAll(async () => {
    await sandbox.stop()
    await rm(workspace.folder, { recursive: true, force: true })
  })

  test('shows exactly these, and its commands mend them', { timeout: 180_000 }, async () => {
    await arbalest('run')
    await rm(join(workspace.folder, 'acme/days/2018-02-02'), { recursive: true })
    await put('2018-02-03', row('2018-02-03', 33))
    await put('2018-02-04', 'this is no JSON\n')
    const before = await reported()
    expect(before.counts).toEqual({ loaded: 2, gone: 1, changed: 1, failed: 1 })
    expect(holesOf(before)).toEqual(['2018-02-02 gone', '2018-02-03 changed', '2018-02-04 failed'])

    await put('2018-02-04', row('2018-02-04', 44)) // somebody corrects it
    await typeAll(before)
    const after = await reported()
    expect(holesOf(after)).toEqual(['2018-02-02 missing'])

    await put('2018-02-02', row('2018-02-02', 22)) // somebody puts it back
    await typeAll(after)
    expect(await reported()).toMatchObject({ counts: { loaded: 5 }, holes: [] })

    const page = await workspace.read('report.html')
    expect(page).toMatch(
      /data-words="2018-02-04: loaded\. 1 object, \d+B\. Loaded last at [^"]+ by run [^"]+, 1 row"/,
    )
  })
})

test('arbalest report shows a step that cannot be looked at, and fails', async () => {
  const { run, read, write } = await makeWorkspace('@arbalest/report')
  await write('.arbalestrc.json', configuration({ fault: 'unreachable' }))
  const { exitCode, stdout } = await run(['report', '--out', 'here.html', '--tries', '0'])
  expect(exitCode).toBe(4)
  expect(stdout).toMatch(/^quakes\/events: cannot be looked at: /)
  expect(await read('here.html')).toContain('arbalest help SINK_UNREACHABLE')
})

test('arbalest report --serve shows how the loads stand at each look, until it is interrupted', async () => {
  const { start, write, run } = await makeWorkspace('@arbalest/report')
  await write('.arbalestrc.json', configuration())
  const serving = start(['report', '--serve', '--tries', '0'])
  const [line] = (await once(serving.process.stdout!, 'data')) as [string]
  const url = line.trim()
  const look = async () => (await fetch(url)).text()
  expect(await look()).toContain('2 pending')
  await run(['run'])
  expect(await look()).toContain('2 loaded')
  serving.process.kill('SIGINT')
  expect((await serving.ended).exitCode).toBe(0)
})
