// How fast the sandbox's COPY loads gzipped NDJSON, against COPY FROM STDIN of the same rows as CSV into the same engine.
import { createReadStream, createWriteStream, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { startPostgres } from '../packages/sandbox/dist/redshift/engine/postgres.js'
import { start } from './processes.js'

const OBJECTS = 8
const COLUMNS =
  'id bigint, name varchar(64), amount decimal(12,2), at timestamp, active boolean, ratio double precision'
const folder = mkdtempSync(join(tmpdir(), 'arbalest-bench-'))
try {
  const results = {}
  for (const rows of [
    Math.round(Number(process.argv[2] ?? 1_000_000) / 10),
    Number(process.argv[2] ?? 1_000_000),
  ]) {
    const data = join(folder, String(rows))
    await write(data, rows)
    const sandbox = await timeSandbox(data, rows)
    const rival = await timeRival(data, rows)
    results[rows] = {
      'COPY, rows/s': Math.round(rows / sandbox.seconds),
      'COPY FROM STDIN, rows/s': Math.round(rows / rival.seconds),
      'of the rival': (rival.seconds / sandbox.seconds).toFixed(2),
      'peak MiB of the sandbox': Math.round(sandbox.peak),
    }
  }
  console.table(results)
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function rowOf(id) {
  return {
    id,
    name: `name of row ${id}`,
    amount: ((id * 7919) % 1_000_000) / 100,
    at: new Date(1_700_000_000_000 + id * 1000).toISOString(),
    active: id % 2 === 0,
    ratio: id / 3,
  }
}

async function write(data, rows) {
  mkdirSync(join(data, 'bucket'), { recursive: true })
  const lines = function* (from, to, line) {
    for (let id = from; id < to; id += 1000) {
      let text = ''
      for (let each = id; each < Math.min(id + 1000, to); each++) text += line(rowOf(each))
      yield text
    }
  }
  const share = Math.ceil(rows / OBJECTS)
  for (let index = 0; index < OBJECTS; index++) {
    const part = lines(
      index * share,
      Math.min((index + 1) * share, rows),
      (row) => `${JSON.stringify(row)}\n`,
    )
    await pipeline(
      part,
      createGzip({ level: 1 }),
      createWriteStream(join(data, 'bucket', `part-${index}.json.gz`)),
    )
  }
  const csv = lines(0, rows, (row) => `${Object.values(row).join(',')}\n`)
  await pipeline(csv, createWriteStream(join(data, 'rows.csv')))
}

async function timeSandbox(data, rows) {
  const sandbox = await start('sandbox-process.js', { buckets: { bench: join(data, 'bucket') } })
  const client = new pg.Client(sandbox.url)
  try {
    await client.connect()
    await client.query(`create table bench (${COLUMNS})`)
    const began = performance.now()
    await client.query(
      `copy bench from 's3://bench/part-' iam_role default json 'auto' gzip timeformat 'auto'`,
    )
    const seconds = (performance.now() - began) / 1000
    await expectRows(client, rows)
    const { peak } = await sandbox.ask('memory')
    return { seconds, peak }
  } finally {
    await client.end()
    await sandbox.stop()
  }
}

async function timeRival(data, rows) {
  const postgres = await startPostgres()
  const client = new pg.Client({ host: postgres.socketFolder, user: 'rdsdb', database: 'postgres' })
  try {
    await client.connect()
    await client.query(`create table bench (${COLUMNS})`)
    const began = performance.now()
    await pipeline(
      createReadStream(join(data, 'rows.csv'), { highWaterMark: 1 << 18 }),
      client.query(copyFrom('copy bench from stdin with (format csv)')),
    )
    const seconds = (performance.now() - began) / 1000
    await expectRows(client, rows)
    return { seconds }
  } finally {
    await client.end()
    await postgres.stop()
  }
}

async function expectRows(client, rows) {
  const { rows: answer } = await client.query('select count(*) from bench')
  if (Number(answer[0].count) !== rows) throw new Error(`${answer[0].count} rows were loaded, not ${rows}.`)
}
