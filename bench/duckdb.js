// How fast gzipped NDJSON files are loaded into DuckDB, against DuckDB's own read_json of the same files into a table of the
// same types; and how much memory each takes, at a tenth of the rows and at all.
import { createWriteStream, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { createGzip } from 'node:zlib'
import { jsonObject, property, run } from '@arbalest/core'
import { ManifestStrategy, SinkJournal } from '@arbalest/core/plugin'
import { DuckDbSink } from '@arbalest/sink-duckdb'
import { FilesSource } from '@arbalest/source-files'
import { DuckDBInstance } from '@duckdb/node-api'
import { isStarted, measure, tell, told } from './processes.js'

const FILES = 8
const ROUNDS = 3
const TYPES = {
  id: 'bigint',
  name: 'varchar(64)',
  amount: 'decimal(12,2)',
  at: 'timestamp',
  active: 'boolean',
  ratio: 'double precision',
}

if (isStarted) {
  const { way, data, file } = told()
  await tell(() => (way === 'Arbalest' ? load(data, file) : readJson(data, file)))
} else {
  await compare(Number(process.argv[2] ?? 1_000_000))
}

async function compare(all) {
  const folder = mkdtempSync(join(tmpdir(), 'arbalest-bench-'))
  try {
    const results = {}
    for (const rows of [Math.round(all / 10), all]) {
      const data = join(folder, String(rows))
      await write(data, rows)
      const [own, rival] = [[], []]
      for (let round = 0; round < ROUNDS; round++) {
        for (const [way, measured] of [
          ['Arbalest', own],
          ['read_json', rival],
        ]) {
          const file = join(folder, `${way}.duckdb`)
          measured.push(await measure(fileURLToPath(import.meta.url), { way, data, file }))
          await expectRows(file, rows)
          rmSync(file)
        }
      }
      const median = (measured, figure) =>
        measured.map((each) => each[figure]).toSorted((a, b) => a - b)[ROUNDS >> 1]
      results[rows] = {
        'Arbalest, rows/s': Math.round(rows / median(own, 'seconds')),
        'read_json, rows/s': Math.round(rows / median(rival, 'seconds')),
        'of its speed': (median(rival, 'seconds') / median(own, 'seconds')).toFixed(2),
        'of its CPU seconds': (median(own, 'cpu') / median(rival, 'cpu')).toFixed(2),
        'peak MiB of Arbalest': Math.round(median(own, 'peak')),
        'peak MiB of read_json': Math.round(median(rival, 'peak')),
      }
    }
    console.table(results)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function load(folder, file) {
  const sink = new DuckDbSink({ file })
  const step = {
    kind: 'load',
    name: 'step',
    scope: 'bench/step',
    source: new FilesSource({ folder }),
    strategy: new ManifestStrategy(),
    sink,
    journal: new SinkJournal(sink, 'bench/step'),
    target: jsonObject('bench', ...Object.entries(TYPES).map(([name, type]) => property(name, type))),
  }
  for await (const _ of run([{ name: 'bench', steps: [step] }])) void _
  await sink[Symbol.asyncDispose]()
}

async function readJson(folder, file) {
  const instance = await DuckDBInstance.create(file)
  const connection = await instance.connect()
  const columns = Object.entries(TYPES).map(
    ([name, type]) => `"${name}": '${type.replace(' precision', '')}'`,
  )
  await connection.run(
    `create table bench as from read_json('${folder}/*.gz', format = 'newline_delimited', columns = {${columns.join(', ')}})`,
  )
  connection.closeSync()
  instance.closeSync()
}

async function expectRows(file, rows) {
  const instance = await DuckDBInstance.create(file)
  const connection = await instance.connect()
  const found = await connection.runAndReadAll(
    'select count(*)::integer as count, count(distinct id)::integer as ids from bench',
  )
  const [{ count, ids }] = found.getRowObjectsJS()
  connection.closeSync()
  instance.closeSync()
  if (count !== rows || ids !== rows)
    throw new Error(`${count} rows of ${ids} ids, not ${rows}, are in ${file}.`)
}

async function write(folder, rows) {
  mkdirSync(folder, { recursive: true })
  const share = Math.ceil(rows / FILES)
  for (let index = 0; index < FILES; index++) {
    const to = createWriteStream(join(folder, `part-${index}.json.gz`))
    await pipeline(lines(index * share, Math.min((index + 1) * share, rows)), createGzip({ level: 1 }), to)
  }
}

function* lines(from, to) {
  for (let id = from; id < to; id += 1000) {
    let text = ''
    for (let each = id; each < Math.min(id + 1000, to); each++) text += `${JSON.stringify(rowOf(each))}\n`
    yield text
  }
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
