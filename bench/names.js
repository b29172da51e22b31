// What it costs to read and compare names: loads of the same objects that compare them, and that ignore how they differ.
// Each way runs in a process of its own, against one sandbox; the rounds take turns, as the sandbox grows slower.
import { jsonObject, property, run } from '@arbalest/core'
import { ManifestStrategy, SinkJournal } from '@arbalest/core/plugin'
import { completeOptions, RedshiftSink } from '@arbalest/sink-redshift'
import { S3Source } from '@arbalest/source-s3'
import pg from 'pg'
import { printComparison } from './comparison.js'
import { isStarted, measure, start, tell, told } from './processes.js'
import { describeRequests } from './requests.js'

const WAYS = { 'names ignored': 'ignore', 'names compared': 'warn' }

if (isStarted) await tell(() => load(told()))
else await compare(Number(process.argv[2] ?? 100_000))

async function compare(objects) {
  const s3 = await start('s3-process.js', { objects })
  const redshift = await start('sandbox-process.js', { endpoint: s3.url })
  try {
    const measured = {}
    const requests = []
    for (const [way, rule] of Object.entries(WAYS)) {
      const options = { rule, table: `names_${rule}`, endpoint: s3.url, url: redshift.url }
      measured[way] = await measure('names.js', options)
      const { counts } = await s3.ask('counts')
      requests.push(`${way}: ${describeRequests(counts.bench)}`)
      await expectEach(objects, options.table, redshift.url)
    }
    console.log(`${objects} objects of one row each`)
    printComparison(measured)
    console.log(requests.join('\n'))
  } finally {
    await redshift.stop()
    await s3.stop()
  }
}

async function load({ rule, table, url, endpoint }) {
  const scope = `bench/${table}`
  const metadata = 's3://metadata/arbalest/'
  const sink = new RedshiftSink(
    completeOptions({ connection: url, iamRole: 'default', metadata, s3: { endpoint } }),
  )
  const source = new S3Source({ bucket: 'bench', prefix: 'events/', endpoint })
  let read = 0
  let bytes = 0
  const counted = {
    url: source.url,
    list: (options) => source.list(options),
    changed: (objects) => source.changed(objects),
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

async function expectEach(objects, table, url) {
  const client = new pg.Client(url)
  await client.connect()
  const { rows } = await client.query(`select count(*), count(distinct part) as parts from ${table}`)
  await client.end()
  if (Number(rows[0].count) !== objects || Number(rows[0].parts) !== objects)
    throw new Error(`${rows[0].count} rows of ${rows[0].parts} objects are in ${table}, not ${objects}.`)
}
