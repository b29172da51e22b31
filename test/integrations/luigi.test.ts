import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startSandbox, type Sandbox } from '@arbalest/sandbox'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))
const installed = join(root, '.integrations/luigi')
const isInstalled = existsSync(join(installed, 'installed.txt'))
const bin = join(installed, process.platform === 'win32' ? 'Scripts' : 'bin')
const example = join(root, 'examples/luigi')

// Not installed, as no `npm run integrations` ran here, or this machine has no Python: reported as skipped.
describe.skipIf(!isInstalled)('a graph of Luigi', () => {
  let folder: string
  let sandbox: Sandbox
  let client: Client

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'arbalest-luigi-'))
    await cp(join(example, 'data'), join(folder, 'data'), { recursive: true })
    sandbox = await startSandbox({ buckets: { acme: join(folder, 'data') } })
    client = new Client(sandbox.url)
    await client.connect()
  }, 120_000)

  afterAll(async () => {
    await client?.end()
    await sandbox?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  /** Runs the graph; ends it by `signal` after its first transaction, if one is given. */
  async function runGraph(signal?: NodeJS.Signals, env: NodeJS.ProcessEnv = {}) {
    const words = ['--module', 'tasks', 'Report', '--local-scheduler', '--path', join(folder, 'report.txt')]
    const path = [bin, join(root, 'node_modules/.bin'), process.env['PATH']].join(delimiter)
    const child = spawn(join(bin, 'luigi'), words, {
      cwd: example,
      env: { ...sandbox.env, PYTHONPATH: example, PATH: path, ...env },
      timeout: 120_000,
    })
    let output = ''
    let told = false
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text
        if (signal && !told && output.includes('committed\n')) told = child.kill(signal)
      })
    await once(child, 'close')
    return { output, told }
  }

  const ids = async () =>
    (await client.query<{ id: number }>('select id from events order by id')).rows.map(({ id }) => id)
  const all = Array.from({ length: 12 }, (_, index) => index + 1)

  test('fails with what Arbalest says, and shows no secret', { timeout: 120_000 }, async () => {
    const url = new URL(sandbox.env['REDSHIFT_URL']!)
    url.password = 'correct-horse-battery'
    url.port = '1'
    const { output } = await runGraph(undefined, { REDSHIFT_URL: url.href })
    expect(output).toContain('SINK_UNREACHABLE')
    expect(output).not.toContain('correct-horse-battery')
    expect(existsSync(join(folder, 'report.txt'))).toBe(false)
  })

  test.each(['SIGTERM', 'SIGKILL'] as const)(
    'that is ended by %s in the middle, and run again, loads each row once',
    async (signal) => {
      await client.query('drop table if exists events')
      await rm(join(folder, 'report.txt'), { force: true })
      if (signal === 'SIGKILL') await forget()
      expect((await runGraph(signal)).told).toBe(true)
      expect(existsSync(join(folder, 'report.txt'))).toBe(false)
      if (signal === 'SIGTERM') expect((await ids()).length).toBeLessThan(all.length)
      const { output } = await runGraph()
      expect(output).toContain('This progress looks :)')
      expect(await ids()).toEqual(all)
      expect(existsSync(join(folder, 'report.txt'))).toBe(true)
    },
    240_000,
  )

  test('whose load is complete runs nothing', { timeout: 120_000 }, async () => {
    await rm(join(folder, 'report.txt'), { force: true })
    const { output } = await runGraph()
    expect(output).toContain('This progress looks :)')
    expect(output).not.toContain('committed\n')
    expect(await ids()).toEqual(all)
  })

  /** Takes away what is recorded of the load, as its table is gone. */
  async function forget(): Promise<void> {
    const { rows } = await client.query<{ tablename: string }>(
      "select tablename from pg_tables where tablename like 'arbalest_%'",
    )
    for (const { tablename } of rows) await client.query(`drop table "${tablename}" cascade`)
  }
})
