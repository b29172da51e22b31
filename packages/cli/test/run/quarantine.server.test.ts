import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { startSandbox, type Sandbox } from '@arbalest/sandbox'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { keepWorkspace, linesOf, type Workspace } from '../workspace.js'
import { BrokenBucket, quarantining } from './broken-bucket.js'

let workspace: Workspace
let bucket: BrokenBucket
let sandbox: Sandbox
let client: Client

beforeAll(async () => {
  workspace = await keepWorkspace('@arbalest/sink-redshift', '@arbalest/source-s3')
  bucket = new BrokenBucket(40, workspace.write)
  await bucket.writeSound()
  await bucket.spoil()
  await workspace.write('.arbalestrc.yaml', quarantining({ table: 'events', batch: 40 }))
  sandbox = await startSandbox({ buckets: { acme: join(workspace.folder, 'acme') } })
  client = new Client(sandbox.url)
  await client.connect()
})

afterAll(async () => {
  await client.end()
  await sandbox.stop()
  await rm(workspace.folder, { recursive: true })
})

const run = (...words: string[]) => workspace.run(words, { ...sandbox.env })

async function ids(): Promise<readonly number[]> {
  const { rows } = await client.query('select id from events order by id')
  return rows.map(({ id }) => id as number)
}

test('objects that are broken in seven ways keep none of the others from being loaded, until they are mended', async () => {
  const first = await run('run', '--json')
  expect(first.exitCode).toBe(5)
  expect(linesOf(first.stdout).at(-1)).toMatchObject({
    type: 'done',
    outcome: 'succeeded',
    steps: [{ objects: 33, rows: 33, quarantined: 7, pending: 0, complete: true }],
  })
  expect(await ids()).toEqual(bucket.sound)

  const keys = bucket.broken.map((number) => bucket.keyOf(number))
  expect(linesOf((await run('quarantine', 'list', '--json')).stdout)).toEqual(
    keys.map((key, way) => ({
      type: 'quarantined',
      scope: 'p/events',
      key,
      version: expect.any(String),
      reason: expect.stringMatching(bucket.reasons[way]!),
    })),
  )

  const again = await run('run')
  expect(again.exitCode).toBe(5)
  expect(again.stdout).toContain(`7 units quarantined, and not loaded: "${keys[0]}", and 6 others`)
  expect(again.stdout).toContain('except 7 units in quarantine')
  const status = await run('status')
  expect(status).toMatchObject({ exitCode: 5, stdout: expect.stringContaining('7 units in quarantine') })

  const retried = await run('quarantine', 'retry', 'p/events', keys[0]!, bucket.keyOf(0))
  expect(retried.exitCode).toBe(5)
  expect(retried.stdout).toContain(`not in quarantine: ${bucket.keyOf(0)}`)

  await bucket.mend()
  expect(await run('run')).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('7 objects') })
  expect(await ids()).toEqual(bucket.numbers)
  expect((await run('quarantine', 'list')).stdout).toBe('')
}, 120_000)
