// What it costs to check a load: that names are those of the target, that what went in came out, and that no object
// changed meanwhile. Each way loads the same objects in a process of its own, against one sandbox, several times by turns:
// what is printed is the median of each.
import { jsonObject, property, run } from '@arbalest/core'
import { ManifestStrategy, SinkJournal } from '@arbalest/core/plugin'
import { completeOptions, RedshiftSink } from '@arbalest/sink-redshift'
import { S3Source } from '@arbalest/source-s3'
import pg from 'pg'
import { printComparison } from './comparison.js'
import { isStarted, measure, start, tell, told } from './processes.js'
import { describeRequests } from './requests.js'

const NONE = { names: false, account: false, again: false }
const WAYS = {
  'nothing checked': NONE,
  'names compared': { ...NONE, names: true },
  'accounted for': { ...NONE, account: true },
  'looked at again': { ...NONE, again: true },
  'all three': { names: true, account: true, again: true },
}

if (isStarted) await tell(() => load(told()))
else await compare(Number(process.argv[2] ?? 100_000), Number(process.argv[3] ?? 3))

async function compare(objects, rounds) {
  const s3 = await start('s3-process.js', { objects })
  const redshift = await start('sandbox-process.js', { endpoint: s3.url })
  const client = new pg.Client(redshift.url)
  await client.connect()
  try {
    // The first load of a sandbox takes longer than those after it.
    await measure('checks.js', { ...NONE, table: 'warm_up', endpoint: s3.url, url: redshift.url })
    await s3.ask('counts')
    const measured = Object.fromEntries(Object.keys(WAYS).map((way) => [way, []]))
    const requests = {}
    for (let round = 0; round < rounds; round++) {
      // The order turns, as a sandbox that has loaded more may load more slowly.
      const ways = Object.entries(WAYS)
      for (const [way, checks] of round % 2 === 0 ? ways : ways.toReversed()) {
        // What nobody may read is not compared.
        if (!checks.account)
          await client.query('alter view pg_catalog.sys_load_detail rename to hidden_detail')
        const table = `checks_${Object.keys(WAYS).indexOf(way)}_${round}`
        const options = { ...checks, table, endpoint: s3.url, url: redshift.url }
        measured[way].push(await measure('checks.js', options))
        if (!checks.account)
          await client.query('alter view pg_catalog.hidden_detail rename to sys_load_detail')
        const { counts } = await s3.ask('counts')
        requests[way] = describeRequests(counts.bench)
        await expectEach(client, objects, table)
        await client.query(`drop table ${table}`)
      }
    }
    console.log(`${objects} objects of one row each, the medians of ${rounds} loads`)
    printComparison(Object.fromEntries(Object.entries(measured).map(([way, all]) => [way, medians(all)])))
    for (const [way, described] of Object.entries(requests)) console.log(`${way}: ${described}`)
  } finally {
    await client.end()
    await redshift.stop()
    await s3.stop()
  }
}

/** The median of each figure of several measurements. */
function medians(all) {
  const middle = (values) => values.toSorted((a, b) => a - b)[values.length >> 1]
  return Object.fromEntries(Object.keys(all[0]).map((key) => [key, middle(all.map((each) => each[key]))]))
}

async function load({ names, again, table, url, endpoint }) {
  const rule = names ? 'warn' : 'ignore'
  const scope = `bench/${table}`
  const metadata = 's3://metadata/arbalest/'
  const sink = new RedshiftSink(
    completeOptions({ connection: url, iamRole: 'default', metadata, s3: { endpoint } }),
  )
  const source = new S3Source({ url: 's3://bench/events/', endpoint })
  let read = 0
  let bytes = 0
  const counted = {
    url: source.url,
    list: (options) => source.list(options),
    changed: again ? (objects) => source.changed(objects) : undefined,
    async *open(object, range) {
      read++
      for await (const piece of source.open(object, range)) {
        bytes += piece.length
        yield piece
      }
    },
  }
  const step = {
    kind: 'load',
    name: table,
    scope,
    source: counted,
    strategy: new ManifestStrategy(),
    sink,
    journal: new SinkJournal(sink, scope),
    target: jsonObject(table, property('part', 'varchar(10)'), property('value', 'real')),
    drift: { unknown: rule, missing: rule },
  }
  try {
    // What has to be tried again is not measured, but looked into.
    for await (const event of run([{ name: 'bench', steps: [step] }], { retries: 0 }))
      if (event.type === 'noticed') throw new Error(`Something is noticed: ${JSON.stringify(event.notice)}`)
  } finally {
    for (const part of [source, sink]) await part[Symbol.asyncDispose]()
  }
  return { 'objects read': read, 'bytes read': bytes }
}

async function expectEach(client, objects, table) {
  const { rows } = await client.query(`select count(*), count(distinct part) as parts from ${table}`)
  if (Number(rows[0].count) !== objects || Number(rows[0].parts) !== objects)
    throw new Error(`${rows[0].count} rows of ${rows[0].parts} objects are in ${table}, not ${objects}.`)
}
