// What it costs to note each transaction in the ledger, and to have observers: OpenLineage's, and one that is given each
// event and does nothing. Each way loads the same objects in a process of its own, against one sandbox, several times by
// turns: what is printed is the median of each.
import { createServer } from 'node:http'
import { once } from 'node:events'
import { jsonObject, property, run } from '@arbalest/core'
import { ManifestStrategy, SinkJournal } from '@arbalest/core/plugin'
import openlineage from '@arbalest/openlineage'
import { completeOptions, RedshiftSink } from '@arbalest/sink-redshift'
import { S3Source } from '@arbalest/source-s3'
import pg from 'pg'
import { medianOf, printComparison } from './comparison.js'
import { isStarted, measure, start, tell, told } from './processes.js'

const WAYS = {
  'load without': { ledgerDays: 0, observed: false },
  'load with the ledger': { ledgerDays: 400, observed: false },
  'load with ledger and observers': { ledgerDays: 400, observed: true },
}

if (isStarted) await tell(() => load(told()))
else await compare(Number(process.argv[2] ?? 10_000), Number(process.argv[3] ?? 5))

async function compare(objects, rounds) {
  const s3 = await start('s3-process.js', { objects })
  const redshift = await start('sandbox-process.js', { endpoint: s3.url })
  let lineage = 0
  const server = createServer((request, response) => {
    lineage++
    request.resume().on('end', () => response.writeHead(201).end())
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const client = new pg.Client(redshift.url)
  await client.connect()
  const lineageUrl = `http://127.0.0.1:${server.address().port}`
  const loaded = (table, way) =>
    measure('ledger.js', { ...way, table, lineageUrl, endpoint: s3.url, url: redshift.url })
  try {
    // The first load of a sandbox takes longer than those after it.
    await loaded('warm_up', WAYS['load without'])
    const measured = Object.fromEntries(Object.keys(WAYS).map((way) => [way, []]))
    for (let round = 0; round < rounds; round++) {
      // The order turns, as a sandbox that has loaded more may load more slowly.
      const ways = Object.keys(WAYS)
      for (const way of round % 2 === 0 ? ways : ways.toReversed()) {
        const table = `ledger_${ways.indexOf(way)}_${round}`
        measured[way].push(await loaded(table, WAYS[way]))
        await expectEach(client, objects, table, WAYS[way])
        await client.query(`drop table ${table}`)
      }
    }
    if (lineage !== 2 * rounds) throw new Error(`${lineage} events of lineage came, not ${2 * rounds}.`)
    console.log(`${objects} objects of one row each, the medians of ${rounds} loads`)
    printComparison(Object.fromEntries(Object.entries(measured).map(([way, all]) => [way, medianOf(all)])))
  } finally {
    await client.end()
    server.close()
    await redshift.stop()
    await s3.stop()
  }
}

async function load({ ledgerDays, observed, table, lineageUrl, url, endpoint }) {
  const scope = `bench/${table}`
  const metadata = 's3://metadata/arbalest/'
  const given = { connection: url, iamRole: 'default', metadata, ledgerDays, s3: { endpoint } }
  const sink = new RedshiftSink(completeOptions(given))
  const source = new S3Source({ url: 's3://bench/events/', endpoint })
  const fail = (message) => {
    throw new Error(message)
  }
  const observers = observed
    ? [openlineage.create({ url: lineageUrl }, { notice: fail }), { observe() {} }]
    : []
  const step = {
    kind: 'load',
    name: table,
    scope,
    source,
    strategy: new ManifestStrategy(),
    sink,
    journal: new SinkJournal(sink, scope),
    target: jsonObject(table, property('part', 'varchar(10)'), property('value', 'real')),
  }
  let transactions = 0
  try {
    // What has to be tried again is not measured, but looked into.
    const pipelines = [{ name: 'bench', steps: [step], observers }]
    for await (const event of run(pipelines, { retries: 0, notice: fail }))
      if (event.type === 'committed') transactions++
  } finally {
    for (const part of [source, sink]) await part[Symbol.asyncDispose]()
  }
  return { transactions }
}

async function expectEach(client, objects, table, { ledgerDays }) {
  const { rows } = await client.query(`select count(*), count(distinct part) as parts from ${table}`)
  if (Number(rows[0].count) !== objects || Number(rows[0].parts) !== objects)
    throw new Error(`${rows[0].count} rows of ${rows[0].parts} objects are in ${table}, not ${objects}.`)
  if (ledgerDays === 0) return
  const noted = await client.query(`select sum(rows) as rows from arbalest_loads where target = '${table}'`)
  if (Number(noted.rows[0].rows) !== objects)
    throw new Error(`The ledger has ${noted.rows[0].rows} rows of ${table}, not ${objects}.`)
}
