// What the journal in S3 costs: planning over journaled keys, and what one more run writes and asks for.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { createServer, request } from 'node:http'
import { fileURLToPath } from 'node:url'
import { collect, ManifestStrategy, plan } from '@arbalest/core'
import { S3Journal } from '@arbalest/journal-s3'
import { startS3 } from '@arbalest/sandbox'
import { S3Source } from '@arbalest/source-s3'

const NEW = 1000
const VERSION = 'd41d8cd98f00b204e9800998ecf8427e'
const keys = Number(process.argv[2] ?? 1_000_000)
const keyOf = (index) => `events/part-${String(index).padStart(10, '0')}.json.gz`
Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'x' })

if (process.send) await inChild()
else await inParent()

/** A sink that holds marks, which is all that a journal needs of one. */
function markSink(marks) {
  const tx = {
    async mark(changes) {
      for (const { key, version } of changes) marks.set(key, version)
    },
  }
  return {
    url: 'memory:',
    async *marks() {
      for (const [key, version] of marks) yield { key, version }
    },
    transaction: (_, work) => work(tx),
  }
}

function journalAt(endpoint, marks) {
  return new S3Journal(
    { bucket: 'journal', endpoint, region: 'us-east-1' },
    { sink: markSink(marks), scope: 'bench' },
  )
}

async function* units(from, to) {
  for (let index = from; index < to; index++) yield { key: keyOf(index), version: VERSION, objects: [] }
}

async function inParent() {
  const s3 = await startS3()
  const counted = await countingProxy(s3.url)
  try {
    await fetch(`${s3.url}/journal`, { method: 'PUT' })
    const marks = new Map()
    const journal = journalAt(counted.url, marks)
    await journal.import(units(0, keys))
    console.log(`journaling ${keys} keys: ${counted.take()}`)

    console.table(await comparePlans(s3.url, marks))

    // A sorted source lists what is new behind what is old.
    const pending = await collect(journal.pending(units(keys, keys + NEW)))
    console.log(`planning ${pending.length} new keys that sort behind them: ${counted.take()}`)
    await markSink(marks).transaction('bench', (tx) => journal.record(tx, pending))
    console.log(`recording those: ${counted.take()}`)
    await journal[Symbol.asyncDispose]()
  } finally {
    await counted.close()
    await s3.stop()
  }
}

async function comparePlans(endpoint, marks) {
  const server = fileURLToPath(new URL('page-server.js', import.meta.url))
  const pages = fork(server, [String(keys + NEW)], { silent: true })
  const [port] = String((await once(pages.stdout, 'data'))[0]).split('\n')
  try {
    const results = {}
    for (const way of ['listing', 'plan']) {
      const child = fork(fileURLToPath(import.meta.url), [String(keys)])
      child.send({ way, pages: `http://127.0.0.1:${port}`, endpoint, marks: [...marks] })
      const [{ found, seconds, peak }] = await once(child, 'message')
      const ratio = seconds / (results.listing?.seconds ?? seconds)
      results[way] = { found, seconds, 'of the bare listing': ratio.toFixed(2), 'peak MiB': Math.round(peak) }
    }
    return results
  } finally {
    pages.kill()
  }
}

async function inChild() {
  const [{ way, pages, endpoint, marks }] = await once(process, 'message')
  const source = new S3Source({ bucket: 'bench', prefix: 'events/', region: 'us-east-1', endpoint: pages })
  const start = performance.now()
  let found = 0
  if (way === 'listing') for await (const _ of source.list()) found++
  else {
    const step = { source, strategy: new ManifestStrategy(), journal: journalAt(endpoint, new Map(marks)) }
    for await (const batch of plan(step)) found += batch.length
  }
  process.send({
    found,
    seconds: (performance.now() - start) / 1000,
    peak: process.resourceUsage().maxRSS / 1024,
  })
  process.disconnect()
}

/** Passes requests on, and counts them and the bytes that they write. */
async function countingProxy(target) {
  let counts = {}
  const server = createServer((incoming, answer) => {
    const { method, headers, url } = incoming
    const count = (counts[method] ??= { requests: 0, bytes: 0 })
    count.requests++
    incoming.on('data', (data) => (count.bytes += data.length))
    const passed = request(new URL(url, target), { method, headers }, (response) => {
      answer.writeHead(response.statusCode, response.headers)
      response.pipe(answer)
    })
    incoming.pipe(passed)
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    take() {
      const told = Object.entries(counts).map(
        ([method, { requests, bytes }]) => `${requests} ${method}, ${bytes} bytes sent`,
      )
      counts = {}
      return told.join('; ') || 'no requests'
    },
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
