import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { startSandbox } from '@arbalest/sandbox'
import pg from 'pg'

/** The folder that each bucket is; undefined: the bucket is empty. */
const BUCKETS = { data: 'data', 'arbalest-metadata': undefined }

const COMMAND = fileURLToPath(new URL('bin/arbalest.js', import.meta.resolve('@arbalest/cli/package.json')))

let sandbox
let client

before(async () => {
  sandbox = await startSandbox({ buckets: BUCKETS })
  client = new pg.Client(sandbox.url)
  await client.connect()
})

after(async () => {
  await client?.end()
  await sandbox?.stop()
})

/** Runs all pipelines in the sandbox, and returns the events of the run. */
async function run() {
  const { AWS_PROFILE: _, AWS_SESSION_TOKEN: __, ...own } = process.env
  const env = { ...own, ...sandbox.env }
  const { stdout } = await promisify(execFile)(process.execPath, [COMMAND, 'run', '--json'], { env })
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
}

test('each row is loaded, and loaded once', async () => {
  const events = await run()
  const { table } = events.find(({ type, kind }) => type === 'started' && kind === 'load')
  const { rows, rejected } = events.find(({ type, kind }) => type === 'finished' && kind === 'load')
  assert.ok(rows > 0)
  assert.equal(rejected, 0)
  const count = async () => Number((await client.query(`select count(*) from ${table}`)).rows[0].count)
  assert.equal(await count(), rows)

  await run()
  assert.equal(await count(), rows)
})
