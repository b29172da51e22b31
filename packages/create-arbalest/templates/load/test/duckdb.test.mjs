import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

// The DuckDB that the sink has, as an older one may not read what it writes.
const { DuckDBInstance } = createRequire(import.meta.resolve('@arbalest/sink-duckdb/package.json'))(
  '@duckdb/node-api',
)

const COMMAND = fileURLToPath(new URL('bin/arbalest.js', import.meta.resolve('@arbalest/cli/package.json')))

let folder
let database

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'load-'))
  database = join(folder, 'test.duckdb')
})

after(() => rm(folder, { recursive: true }))

/** Runs all pipelines into the test's own database, and returns the events of the run. */
async function run() {
  const env = { ...process.env, DUCKDB_FILE: database }
  const { stdout } = await promisify(execFile)(process.execPath, [COMMAND, 'run', '--json'], { env })
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
}

/** Returns how many rows a table has. DuckDB lets one process at a time have the database, so it is closed again. */
async function count(table) {
  const instance = await DuckDBInstance.create(database)
  const connection = await instance.connect()
  try {
    const result = await connection.runAndReadAll(`select count(*) from ${table}`)
    return Number(result.getRows()[0][0])
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

test('each row is loaded, and loaded once', async () => {
  const events = await run()
  const { table } = events.find(({ type, kind }) => type === 'started' && kind === 'load')
  const { rows, rejected } = events.find(({ type, kind }) => type === 'finished' && kind === 'load')
  assert.ok(rows > 0)
  assert.equal(rejected, 0)
  assert.equal(await count(table), rows)

  await run()
  assert.equal(await count(table), rows)
})
