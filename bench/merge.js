// How long it takes to merge rows into as many, half of them there already, against the same by hand in SQL in the same
// sandbox; and to load objects with a hundred values of a column of the path, against the same without that column.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { jsonObject, property, run } from '@arbalest/core'
import { ManifestStrategy, SinkJournal } from '@arbalest/core/plugin'
import { startSandbox } from '@arbalest/sandbox'
import { completeOptions, RedshiftSink } from '@arbalest/sink-redshift'
import { S3Source } from '@arbalest/source-s3'
import { completeOptions as completeMerge, MergeStrategy } from '@arbalest/strategy-merge'
import pg from 'pg'

const rows = Number(process.argv[2] ?? 1_000_000)
const OBJECTS = 10
const PARTS = 100
const COLUMNS = 'id bigint, at bigint, name varchar(32), amount decimal(12,2)'
const PROPERTIES = [
  property('id', 'bigint'),
  property('at', 'bigint'),
  property('name', 'varchar(32)'),
  property('amount', 'decimal(12,2)'),
]

const folder = mkdtempSync(join(tmpdir(), 'arbalest-bench-'))
try {
  writeRows('first', { from: 0, objects: OBJECTS, keyOf: (index) => `${index}.json` })
  writeRows('second', { from: rows / 2, objects: OBJECTS, keyOf: (index) => `${index}.json` })
  writeRows('parts', { from: 0, objects: PARTS, keyOf: (index) => `part=${index}/a.json` })
  const sandbox = await startSandbox({ buckets: { bench: join(folder, 'bench'), meta: made('meta') } })
  Object.assign(process.env, sandbox.env)
  const client = new pg.Client(sandbox.url)
  await client.connect()
  try {
    await measure(sandbox.url, client)
  } finally {
    await client.end()
    await sandbox.stop()
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}

async function measure(url, client) {
  const query = (text) => client.query(text)
  const byHand = await seconds(async () => {
    await query(`create table by_hand (${COLUMNS})`)
    for (const prefix of ['first', 'second']) await mergeByHand(query, prefix)
  })
  const merged = await seconds(async () => {
    for (const prefix of ['first', 'second'])
      await load(url, {
        prefix,
        table: 'merged',
        strategy: new MergeStrategy(completeMerge({ key: 'id', order: 'at' })),
      })
  })
  await expectSame(query, 'by_hand', 'merged')
  const strategy = new ManifestStrategy()
  const plain = await seconds(() => load(url, { prefix: 'parts', table: 'plain', strategy }))
  const pathColumns = [{ name: 'part', type: 'smallint' }]
  const parted = await seconds(() => load(url, { prefix: 'parts', table: 'parted', strategy, pathColumns }))
  console.log(`${rows} rows, merged into as many, half of which are there`)
  console.table({
    'by hand': { seconds: byHand.toFixed(1), 'of the rival': 1 },
    merge: { seconds: merged.toFixed(1), 'of the rival': (merged / byHand).toFixed(2) },
    'no column of the path': { seconds: plain.toFixed(1), 'of the rival': 1 },
    [`${PARTS} values of one`]: { seconds: parted.toFixed(1), 'of the rival': (parted / plain).toFixed(2) },
  })
}

/** What a person writes who stages, keeps the latest of each key, deletes and inserts. */
async function mergeByHand(query, prefix) {
  await query('begin')
  await query('create temporary table staged (like by_hand)')
  await query(`copy staged from 's3://bench/${prefix}/' iam_role default json 'auto'`)
  await query(
    `create temporary table latest as select id, at, name, amount from
     (select *, row_number() over (partition by id order by at desc) as n from staged) as ranked where n = 1`,
  )
  await query('delete from latest using by_hand where latest.id = by_hand.id and by_hand.at > latest.at')
  await query('delete from by_hand using latest where by_hand.id = latest.id')
  await query('insert into by_hand select * from latest')
  await query('drop table staged')
  await query('drop table latest')
  await query('commit')
}

async function load(connection, { prefix, table, strategy, pathColumns }) {
  const scope = `bench/${table}/${prefix}`
  const metadata = 's3://meta/arbalest/'
  const sink = new RedshiftSink(completeOptions({ connection, iamRole: 'default', metadata }))
  const source = new S3Source({ url: `s3://bench/${prefix}/` })
  const target = jsonObject({ table, ...(pathColumns && { pathColumns }) }, ...PROPERTIES)
  const journal = new SinkJournal(sink, scope)
  const step = { kind: 'load', name: 'rows', scope, source, strategy, sink, journal, target }
  try {
    for await (const _ of run([{ name: 'bench', steps: [step] }])) void _
  } finally {
    await sink[Symbol.asyncDispose]()
  }
}

async function expectSame(query, one, other) {
  const digest = `select count(*) as rows, sum(id) as ids, sum(at) as times, sum(amount) as amounts`
  const [a, b] = await Promise.all([one, other].map((table) => query(`${digest} from ${table}`)))
  if (JSON.stringify(a.rows) !== JSON.stringify(b.rows)) throw new Error(`${one} and ${other} differ`)
}

function made(name) {
  mkdirSync(join(folder, name), { recursive: true })
  return join(folder, name)
}

function writeRows(prefix, { from, objects, keyOf }) {
  const share = Math.ceil(rows / objects)
  for (let index = 0; index < objects; index++) {
    const lines = Array.from({ length: share }, (_, offset) => {
      const id = from + index * share + offset
      return `{"id":${id},"at":${id + from},"name":"name of row ${id}","amount":${(id % 10_000) / 100}}\n`
    })
    const file = join(folder, 'bench', prefix, keyOf(index))
    mkdirSync(join(file, '..'), { recursive: true })
    writeFileSync(file, lines.join(''))
  }
}

async function seconds(work) {
  const start = performance.now()
  await work()
  return (performance.now() - start) / 1000
}
