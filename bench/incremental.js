// What one more day costs, of 1,000 objects, where many have been loaded before: the requests of the whole run, and the
// bytes that it writes into the journal.
import { jsonObject, property, run } from '@arbalest/core'
import { ManifestStrategy } from '@arbalest/core/plugin'
import { S3Journal } from '@arbalest/journal-s3'
import { S3Source } from '@arbalest/source-s3'
import { completeOptions, TimeSeriesStrategy } from '@arbalest/strategy-timeseries'
import { markSink } from './mark-sink.js'
import { start } from './processes.js'

const BEFORE_A_DAY = 20
const NEW = 1000
const target = jsonObject('bench', property('at', 'timestamp'))
const days = Number(process.argv[2] ?? 1000)

const WAYS = {
  'timeseries, with a look-back': {
    strategy: new TimeSeriesStrategy(completeOptions({ column: 'at', lookback: '1 day' })),
  },
  'manifest, from the day before on': { strategy: new ManifestStrategy(), bounded: true },
  'manifest, all listed': { strategy: new ManifestStrategy() },
}

const s3 = await start('s3-process.js', { objects: 0 })
try {
  const results = {}
  for (const before of [days / 100, days / 10, days]) {
    const bucket = `days-${before}`
    await fetch(`${s3.url}/${bucket}`, { method: 'PUT' })
    for (let day = 0; day < before; day++) await putDay(bucket, day, BEFORE_A_DAY)
    for (const way of Object.keys(WAYS))
      results[`${before} days before; ${way}`] = await oneMore(way, before, bucket)
  }
  console.log(`one more day, of ${NEW} objects, behind days of ${BEFORE_A_DAY}`)
  console.table(results)
} finally {
  await s3.stop()
}

/** Loads all there is, then a day more; answers what that cost. */
async function oneMore(way, before, bucket) {
  const marks = new Map()
  const scope = `${bucket}/${Object.keys(WAYS).indexOf(way)}`
  await load({ ...WAYS[way], bounded: false }, bucket, scope, marks)
  await putDay(bucket, before, NEW)
  await s3.ask('counts')
  const objects = await load({ ...WAYS[way], from: dayOf(before - 1) }, bucket, scope, marks)
  const { counts } = await s3.ask('counts')
  await removeDay(bucket, before, NEW)
  const { GET, PUT } = counts.journal
  return {
    'objects loaded': objects,
    'LIST of the source': counts[bucket].LIST.requests,
    'GET of the journal': GET?.requests ?? 0,
    'PUT of the journal': PUT.requests,
    'bytes written into it': PUT.bytes,
  }
}

async function load({ strategy, bounded, from }, bucket, scope, marks) {
  const endpoint = s3.url
  const series = { pattern: '{day}/', ...(bounded && { start: from }) }
  const source = new S3Source({ url: `s3://${bucket}/events/`, series, endpoint })
  const sink = markSink(marks)
  const journal = new S3Journal({ url: 's3://journal/arbalest/', endpoint }, { sink, scope })
  const step = { kind: 'load', name: 'step', scope, source, strategy, sink, journal, target }
  let objects = 0
  for await (const { type, receipt } of run([{ name: 'bench', steps: [step] }], { retries: 0 }))
    if (type === 'committed') objects += receipt.units.reduce((sum, unit) => sum + unit.objects.length, 0)
  for (const part of [journal, source]) await part[Symbol.asyncDispose]()
  return objects
}

function dayOf(number) {
  return new Date(Date.UTC(2018, 0, 1 + number)).toISOString().slice(0, 10)
}

function putDay(bucket, day, objects) {
  return forEachObject(bucket, day, objects, (key) => ({ method: 'PUT', body: key }))
}

function removeDay(bucket, day, objects) {
  return forEachObject(bucket, day, objects, () => ({ method: 'DELETE' }))
}

async function forEachObject(bucket, day, objects, request) {
  for (let index = 0; index < objects; index++) {
    const key = `events/${dayOf(day)}/part-${String(index).padStart(4, '0')}.json`
    const response = await fetch(`${s3.url}/${bucket}/${key}`, request(key))
    if (!response.ok) throw new Error(`S3 answered ${response.status}: ${await response.text()}`)
  }
}
