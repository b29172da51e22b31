// What it costs to plan over journaled keys. Each way runs in a process of its own, against one static server.
import { execFileSync, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { ManifestStrategy, plan, SinkJournal } from '@arbalest/core'
import { S3Source } from '@arbalest/source-s3'

const NEW = 1000
const [words, way, port] = process.argv.slice(2)
const keys = Number(words ?? 1_000_000)

if (way) await measure(way)
else await compare()

async function compare() {
  const server = fork(fileURLToPath(new URL('page-server.js', import.meta.url)), [String(keys + NEW)], {
    silent: true,
  })
  const [listening] = await new Promise((resolve) =>
    server.stdout.once('data', (data) => resolve(String(data).split('\n'))),
  )
  try {
    const results = {}
    for (const each of ['listing', 'plan', 'sets']) {
      const output = execFileSync('node', [fileURLToPath(import.meta.url), String(keys), each, listening], {
        encoding: 'utf8',
        env: {
          ...process.env,
          AWS_ACCESS_KEY_ID: 'x',
          AWS_SECRET_ACCESS_KEY: 'x',
          NODE_OPTIONS: '--max-old-space-size=16000',
        },
      })
      results[each] = JSON.parse(output)
    }
    const { listing } = results
    console.log(`${keys} journaled keys, ${NEW} new`)
    console.table(
      Object.fromEntries(
        Object.entries(results).map(([name, { seconds, peak, found }]) => [
          name,
          {
            found,
            seconds: seconds.toFixed(1),
            'of the bare listing': (seconds / listing.seconds).toFixed(2),
            'peak MiB': Math.round(peak),
          },
        ]),
      ),
    )
  } finally {
    server.kill()
  }
}

async function measure(name) {
  const source = new S3Source({
    bucket: 'bench',
    prefix: 'events/',
    region: 'us-east-1',
    endpoint: `http://127.0.0.1:${port}`,
  })
  const start = performance.now()
  const found = await { listing: list, plan: planned, sets }[name](source)
  const seconds = (performance.now() - start) / 1000
  console.log(JSON.stringify({ found, seconds, peak: process.resourceUsage().maxRSS / 1024 }))
}

/** The source alone. */
async function list(source) {
  let found = 0
  for await (const _ of source.list()) found++
  return found
}

/** Arbalest's way: two sorted streams. */
async function planned(source) {
  const journal = new SinkJournal({ marks }, 'bench')
  let found = 0
  for await (const units of plan({ source, strategy: new ManifestStrategy(), journal })) found += units.length
  return found
}

/** The ancestor's way: all keys and all of the journal in two sets. */
async function sets(source) {
  const listed = new Set()
  for await (const { key } of source.list()) listed.add(key)
  const journal = new Set()
  for await (const { key } of marks()) journal.add(key)
  return [...listed].filter((key) => !journal.has(key)).toSorted().length
}

async function* marks() {
  for (let index = 0; index < keys; index++) {
    yield {
      key: `events/part-${String(index).padStart(10, '0')}.json.gz`,
      version: 'd41d8cd98f00b204e9800998ecf8427e',
    }
  }
}
