// How fast the sandbox's COPY loads gzipped NDJSON, against COPY FROM STDIN of the same rows as CSV into the same engine. They
// take turns; each server stays for all rounds, and the first COPY of a new sandbox, which is slower, is also shown by itself.
import { createReadStream, createWriteStream, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { startPostgres } from '../packages/sandbox/dist/redshift/engine/postgres.js'
import { medianOf } from './comparison.js'
import { start } from './processes.js'

const OBJECTS = 8
const COLUMNS =
  'id bigint, name varchar(64), amount decimal(12,2), at timestamp, active boolean, ratio double precision'
const folder = mkdtempSync(join(tmpdir(), 'arbalest-bench-'))
try {
  const [all = '1000000', rounds = '5'] = process.argv.slice(2)
  const results = {}
  for (const rows of [Math.round(Number(all) / 10), Number(all)]) {
    results[rows] = await compare(rows, Number(rounds))
  }
  console.table(results)
} finally {
  rmSync(folder, { recursive: true, force: true })
}

async function compare(rows, rounds) {
  const data = join(folder, String(rows))
  await write(data, rows)
  const ways = [await sandboxWith(data), await rivalWith(data)]
  const [sandbox] = ways
  try {
    const measured = ways.map(() => [])
    for (let round = 0; round < rounds; round++)
      for (const [index, way] of ways.entries())
        measured[index].push({ rate: rows / (await secondsOf(way, rows)) })
    const [own, rival] = measured.map((all) => medianOf(all).rate)
    const { peak } = await sandbox.memory()
    return {
      'first COPY, rows/s': Math.round(measured[0][0].rate),
      'COPY, rows/s': Math.round(own),
      'COPY FROM STDIN, rows/s': Math.round(rival),
      'of the rival': (own / rival).toFixed(2),
      'peak MiB of the sandbox': Math.round(peak),
    }
  } finally {
    for (const way of ways) await way.stop()
  }
}

/** Loads all rows into a new table; returns how long that took. */
async function secondsOf({ client, load }, rows) {
  await client.query('drop table if exists bench')
  await client.query(`create table bench (${COLUMNS})`)
  const began = performance.now()
  await load()
  const seconds = (performance.now() - began) / 1000
  const { rows: answer } = await client.query('select count(*) from bench')
  if (Number(answer[0].count) !== rows) throw new Error(`${answer[0].count} rows were loaded, not ${rows}.`)
  return seconds
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

async function sandboxWith(data) {
  const sandbox = await start('sandbox-process.js', { buckets: { bench: join(data, 'bucket') } })
  const client = new pg.Client(sandbox.url)
  await client.connect()
  return {
    client,
    load: () =>
      client.query(`copy bench from 's3://bench/part-' iam_role default json 'auto' gzip timeformat 'auto'`),
    memory: () => sandbox.ask('memory'),
    async stop() {
      await client.end()
      await sandbox.stop()
    },
  }
}

async function rivalWith(data) {
  const postgres = await startPostgres()
  const client = new pg.Client({ host: postgres.socketFolder, user: 'rdsdb', database: 'postgres' })
  await client.connect()
  return {
    client,
    load: () =>
      pipeline(
        createReadStream(join(data, 'rows.csv'), { highWaterMark: 1 << 18 }),
        client.query(copyFrom('copy bench from stdin with (format csv)')),
      ),
    async stop() {
      await client.end()
      await postgres.stop()
    },
  }
}
