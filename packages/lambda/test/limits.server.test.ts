import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startSandbox, type Sandbox } from '@arbalest/sandbox'
import { build } from 'esbuild'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Answer } from '../src/index.js'

/** `npm run lambda` has 1,000, in a second a call; `npm test` has few, and time for a busy machine. */
const OBJECTS = Number(process.env['ARBALEST_OBJECTS'] ?? 20)
const MILLISECONDS = OBJECTS >= 1_000 ? 1_000 : 3_000
const BATCH = Math.ceil(OBJECTS / 20)
const MOST_CALLS = 100

let folder: string
let sandbox: Sandbox
let client: pg.Client

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'arbalest-lambda-'))
  await build({
    entryPoints: [fileURLToPath(new URL('function.mjs', import.meta.url))],
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: join(folder, 'index.mjs'),
    logLevel: 'error',
  })
  sandbox = await startSandbox({ buckets: {} })
  await fetch(`${sandbox.endpoint}/acme`, { method: 'PUT' })
  for (let id = 1; id <= OBJECTS; id++)
    await fetch(`${sandbox.endpoint}/acme/data/${id}.json`, { method: 'PUT', body: JSON.stringify({ id }) })
  client = new pg.Client(sandbox.env['REDSHIFT_URL'])
  await client.connect()
}, 120_000)

afterAll(async () => {
  await client?.end()
  await sandbox?.stop()
  await rm(folder, { recursive: true, force: true })
})

/** Calls the function, in a process and a folder with nothing else in it; `killed` at the end of its time, if it has not ended. */
async function call(killed: boolean): Promise<Answer | undefined> {
  const { PATH } = process.env
  const env = { PATH, ...sandbox.env, BATCH: String(BATCH), MILLISECONDS: String(MILLISECONDS) }
  const child = spawn(process.execPath, ['index.mjs'], { cwd: folder, env, timeout: 60_000 })
  let [stdout, stderr] = ['', '']
  let limit: NodeJS.Timeout | undefined
  child.stderr.on('data', (text: Buffer) => (stderr += text.toString()))
  child.stdout.on('data', (text: Buffer) => {
    stdout += text.toString()
    if (killed) limit ??= setTimeout(() => child.kill('SIGKILL'), MILLISECONDS)
  })
  const [, signal] = (await once(child, 'close')) as [unknown, NodeJS.Signals | null]
  clearTimeout(limit)
  const line = stdout.split('\n').find((each) => each.startsWith('{'))
  if (!line && signal !== 'SIGKILL' && !stderr.includes('almost no time is left')) throw new Error(stderr)
  return line ? (JSON.parse(line) as Answer) : undefined
}

test.each([
  ['each of which ends by itself', false],
  ['each killed at its limit', true],
])(
  'a function that has little time loads every object once, in as many calls as it takes, %s',
  async (_, killed) => {
    await client.query('drop table if exists events')
    for (const { tablename } of (
      await client.query<{ tablename: string }>(
        "select tablename from pg_tables where tablename like 'arbalest_%'",
      )
    ).rows)
      await client.query(`drop table "${tablename}" cascade`)
    let calls = 0
    while ((await call(killed))?.complete !== true) expect(++calls).toBeLessThan(MOST_CALLS)
    const { rows } = await client.query<{ id: number }>('select id from events order by id')
    expect(rows.map(({ id }) => id)).toEqual(Array.from({ length: OBJECTS }, (_each, index) => index + 1))
    expect(await call(false)).toMatchObject({ complete: true, pending: 0, steps: [{ objects: 0 }] })
  },
  600_000,
)

test('the state machine calls it again while it is not complete, and not after', () => {
  const machine = JSON.parse(readFileSync(new URL('../state-machine.asl.json', import.meta.url), 'utf8')) as {
    readonly StartAt: string
    readonly States: Readonly<
      Record<
        string,
        {
          readonly Next?: string
          readonly Default?: string
          readonly Choices?: readonly {
            readonly Variable: string
            readonly BooleanEquals: boolean
            readonly Next: string
          }[]
        }
      >
    >
  }
  const after = (answer: Readonly<Record<string, unknown>>): string => {
    const state = machine.States[machine.States[machine.StartAt]!.Next!]!
    const choice = state.Choices!.find(
      (each) => answer[each.Variable.replace('$.', '')] === each.BooleanEquals,
    )
    return choice?.Next ?? state.Default!
  }
  expect(after({ complete: false })).toBe(machine.StartAt)
  expect(machine.States[after({ complete: true })]).toEqual({ Type: 'Succeed' })
})
