import { join } from 'node:path'
import { startSandbox, type Sandbox } from '@arbalest/sandbox'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { everything } from '../everything.js'
import { keepWorkspace, linesOf, type Workspace } from '../workspace.js'
import { rm } from 'node:fs/promises'
import { CONFIGURATION } from './diagnosed.js'

let workspace: Workspace
let sandbox: Sandbox
let client: Client

beforeAll(async () => {
  workspace = await keepWorkspace('@arbalest/sink-redshift', '@arbalest/source-s3', '@arbalest/journal-s3')
  await workspace.write('.arbalestrc.yaml', CONFIGURATION)
  await workspace.write('acme/data/a.json', '{"mag":1.5}\n')
  sandbox = await startSandbox({ buckets: { acme: join(workspace.folder, 'acme') } })
  client = new Client(sandbox.url)
  await client.connect()
  await client.query('create schema sales')
})

afterAll(async () => {
  await client.end()
  await sandbox.stop()
  await rm(workspace.folder, { recursive: true, force: true })
})

/** Runs the command, and expects that nothing has changed. */
async function doctor(...words: string[]) {
  const before = await everything(client, sandbox, 'acme')
  const ended = await workspace.run(['doctor', ...words], { ...sandbox.env })
  expect(await everything(client, sandbox, 'acme')).toEqual(before)
  return ended
}

const MARK = /^ {2}(.) (.*?)(?: \(skipped\))?(?::|$)/gm
const signs = (stdout: string) => Array.from(stdout.matchAll(MARK), ([, sign]) => sign)

test('a sound configuration has only ticks, before a run and after it, and nothing is changed', async () => {
  const { exitCode, stdout, stderr } = await doctor()
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
  expect(stdout).toMatch(/^quakes\/events\n {2}✓ list s3:\/\/acme\/data\/: such as "data\/a\.json"\n/)
  expect(stdout).toMatch(
    / {2}✓ sign in to redshift:\S+: as "awsuser" to the database "dev"; Redshift [\d.]+; isolation level: \w+/,
  )
  expect(stdout).toContain('\nquakes/whole\n')
  expect(stdout).toContain("  ✓ list the journal's folder s3://acme/journal/\n")
  expect(stdout).toContain('  ✓ read from s3://acme/journal/\n')
  // Where the warehouse is, nothing says of one at an address.
  expect(new Set(signs(stdout))).toEqual(new Set(['✓', '–']))
  expect(signs(stdout).filter((sign) => sign === '–')).toHaveLength(1)

  expect(await workspace.run(['run'], { ...sandbox.env })).toMatchObject({ exitCode: 0 })
  const after = await doctor()
  expect(after.exitCode).toBe(0)
  expect(after.stdout).toMatch(/✓ lock the table "public\.arbalest_marks_quakes_events_/)
})

test('a check that fails is said with its remedy, and is exit code 1; for a program too', async () => {
  using _ = {
    [Symbol.dispose]: sandbox.faults.add({ kind: 's3-denied', action: 'ListBucket', prefix: 'data/' }),
  }
  const { exitCode, stdout, stderr } = await doctor()
  expect(exitCode).toBe(1)
  expect(stdout).toMatch(
    / {2}✗ list s3:\/\/acme\/data\/: S3 refused access.*\n {6}to do: allow who runs Arbalest s3:ListBucket on arn:aws:s3:::acme\n {6}ask: who manages access to AWS\n {6}\{"Effect":"Allow"/,
  )
  expect(stderr).toMatch(
    /^arbalest: 1 of \d+ checks failed; see above what to do\.\nCHECKS_FAILED: "arbalest help CHECKS_FAILED" explains it\n$/,
  )

  const json = await doctor('--json', 'quakes')
  expect(linesOf(json.stdout)).toContainEqual({
    type: 'found',
    pipeline: 'quakes',
    step: 'events',
    check: 'list s3://acme/data/',
    outcome: 'failed',
    detail: expect.stringContaining('s3:ListBucket') as string,
    remedy: {
      advice: 'allow who runs Arbalest s3:ListBucket on arn:aws:s3:::acme',
      ask: 'who manages access to AWS',
      grants: [{ Effect: 'Allow', Action: ['s3:ListBucket'], Resource: ['arn:aws:s3:::acme'] }],
    },
  })
  expect(linesOf(json.stdout).at(-1)).toMatchObject({
    type: 'failed',
    code: 'CHECKS_FAILED',
    retryable: false,
  })
})

test('what wants a look is exit code 5', async () => {
  await workspace.write('nothing.yaml', CONFIGURATION.replaceAll('s3://acme/data/', 's3://acme/dota/'))
  const { exitCode, stdout } = await doctor('--config', 'nothing.yaml')
  expect(exitCode).toBe(5)
  expect(stdout).toContain('  ! list s3://acme/dota/: there is no object\n')
  expect(stdout).toContain(
    '  – have Redshift read s3://acme/dota/ (skipped): there is no object to try it with\n',
  )
})

test('who interrupts it finds nothing left behind', async () => {
  using _ = {
    [Symbol.dispose]: sandbox.faults.add({ kind: 's3-silent', action: 'GetObject', by: 'cluster' }),
  }
  const before = await everything(client, sandbox, 'acme')
  const running = workspace.start(['doctor'], { ...sandbox.env })
  await running.printed('✓ write to s3://acme/arbalest/')
  running.process.kill('SIGINT')
  expect(await running.ended).toMatchObject({ exitCode: 130 })
  expect(await everything(client, sandbox, 'acme')).toEqual(before)
})
