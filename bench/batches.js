// What it costs to load objects in exact batches, each by a manifest and recorded in a journal, and in one COPY of a manifest
// of all, against a single COPY of whatever has their prefix, which remembers nothing. Each way runs in a process of its own, against one sandbox.
import { jsonObject, property, run } from '@arbalest/core'
import { ManifestStrategy } from '@arbalest/core/plugin'
import { S3Journal } from '@arbalest/journal-s3'
import { completeOptions, RedshiftSink } from '@arbalest/sink-redshift'
import { S3Source } from '@arbalest/source-s3'
import pg from 'pg'
import { printComparison } from './comparison.js'
import { importInner } from './import-inner.js'
import { keyOf } from './objects.js'
import { isStarted, measure, start, tell, told } from './processes.js'
import { describeRequests } from './requests.js'

const { copyManifest } = await importInner('sink-redshift/src/copy/files/copy-manifest.ts')
const { Metadata } = await importInner('sink-redshift/src/copy/files/metadata.ts')

const BATCH = 1000
const TABLES = {
  'COPY by prefix': 'by_prefix',
  'COPY by one manifest': 'by_manifest',
  'exact batches': 'in_batches',
}
const WAYS = {
  'COPY by prefix': copyPrefix,
  'COPY by one manifest': copyOneManifest,
  'exact batches': loadBatches,
  'manifests alone': writeManifests,
}

if (isStarted) await tell(() => WAYS[told().way](told()))
else await compare(Number(process.argv[2] ?? 100_000))

async function compare(objects) {
  const s3 = await start('s3-process.js', { objects })
  const redshift = await start('sandbox-process.js', { endpoint: s3.url })
  try {
    const measured = {}
    const requests = []
    for (const way of Object.keys(WAYS)) {
      const options = { way, objects, endpoint: s3.url, url: redshift.url }
      measured[way] = await measure('batches.js', options)
      const { counts } = await s3.ask('counts')
      for (const [bucket, ofBucket] of Object.entries(counts)) {
        requests.push(`${way}, bucket ${bucket}: ${describeRequests(ofBucket)}`)
        if (way === 'manifests alone')
          measured[way]['bytes an object'] = Math.round(ofBucket.PUT.bytes / objects)
      }
    }
    for (const table of Object.values(TABLES)) await expectEach(objects, table, redshift.url)
    console.log(`${objects} objects of one row each, ${BATCH} to a batch`)
    printComparison(measured)
    console.log(requests.join('\n'))
  } finally {
    await redshift.stop()
    await s3.stop()
  }
}

/** The naive way: what is there now, and nothing is remembered of it. */
async function copyPrefix({ way, url }) {
  await copy(TABLES[way], url, `'s3://bench/events/' iam_role default`)
  return { transactions: 1 }
}

/** The same with exactly these objects, so that the sandbox asks for each by its name. */
async function copyOneManifest({ way, url, objects, endpoint }) {
  await lendManifest(endpoint, objectsOf(0, objects), (manifest) =>
    copy(TABLES[way], url, `'${manifest}' iam_role default manifest`),
  )
  return { transactions: 1 }
}

async function copy(table, url, from) {
  await query(url, `create table ${table} (part varchar(10), value real)`)
  await query(url, `copy ${table} from ${from} json 'auto'`)
}

/** Arbalest's way. */
async function loadBatches({ way, url, endpoint }) {
  const scope = 'bench/step'
  const metadata = 's3://metadata/arbalest/'
  const options = completeOptions({ connection: url, iamRole: 'default', metadata, s3: { endpoint } })
  const sink = new RedshiftSink(options)
  const journal = new S3Journal({ url: 's3://journal/arbalest/', endpoint }, { sink, scope })
  const source = new S3Source({ url: 's3://bench/events/', endpoint })
  const strategy = new ManifestStrategy({ batch: BATCH })
  const target = jsonObject(TABLES[way], property('part', 'varchar(10)'), property('value', 'real'))
  const step = { kind: 'load', name: 'step', scope, source, strategy, sink, journal, target }
  let transactions = 0
  try {
    // What has to be tried again is not measured, but looked into.
    for await (const { type } of run([{ name: 'bench', steps: [step] }], { retries: 0 }))
      if (type === 'committed') transactions++
  } finally {
    for (const part of [journal, source, sink]) await part[Symbol.asyncDispose]()
  }
  return { transactions }
}

/** What of that goes into manifests: each is made, put, and removed. */
async function writeManifests({ objects, endpoint }) {
  for (let from = 0; from < objects; from += BATCH)
    await lendManifest(endpoint, objectsOf(from, Math.min(from + BATCH, objects)), async () => {})
}

function objectsOf(from, to) {
  return Array.from({ length: to - from }, (_, index) => ({ url: `s3://bench/${keyOf(from + index)}` }))
}

async function lendManifest(endpoint, objects, work) {
  const { signal } = new AbortController()
  const metadata = new Metadata({ bucket: 'metadata', key: 'arbalest/' }, { endpoint }, signal)
  await metadata.lend('manifests/bench', 'bench', copyManifest(objects), work)
  metadata.close()
}

async function expectEach(objects, table, url) {
  const [{ rows, parts }] = await query(
    url,
    `select count(*) as rows, count(distinct part) as parts from ${table}`,
  )
  if (Number(rows) !== objects || Number(parts) !== objects)
    throw new Error(`"${table}" has ${rows} rows of ${parts} objects, not of each of ${objects} one.`)
}

async function query(url, text) {
  const client = new pg.Client(url)
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}
