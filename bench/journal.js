// What the journal in S3 costs: planning over journaled keys, and what one more run writes and asks for.
import { collect, ManifestStrategy, plan } from '@arbalest/core'
import { S3Journal } from '@arbalest/journal-s3'
import { S3Source } from '@arbalest/source-s3'
import { printComparison } from './comparison.js'
import { keyOf, VERSION } from './objects.js'
import { isStarted, measure, start, tell, told } from './processes.js'
import { describeRequests } from './requests.js'

const NEW = 1000

if (isStarted) await inWay(told())
else await compare(Number(process.argv[2] ?? 1_000_000))

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
  return new S3Journal({ bucket: 'journal', endpoint }, { sink: markSink(marks), scope: 'bench' })
}

async function* units(from, to) {
  for (let index = from; index < to; index++) yield { key: keyOf(index), version: VERSION, objects: [] }
}

async function compare(keys) {
  const s3 = await start('s3-process.js', { objects: keys + NEW })
  const requests = async () => describeRequests((await s3.ask('counts')).counts.journal)
  try {
    const marks = new Map()
    const journal = journalAt(s3.url, marks)
    await journal.import(units(0, keys))
    console.log(`journaling ${keys} keys: ${await requests()}`)

    const measured = {}
    for (const way of ['bare listing', 'plan'])
      measured[way] = await measure('journal.js', { way, endpoint: s3.url, marks: [...marks] })
    printComparison(measured)
    console.log(`that plan: ${await requests()}`)

    // A sorted source lists what is new behind what is old.
    const pending = await collect(journal.pending(units(keys, keys + NEW)))
    console.log(`planning ${pending.length} new keys that sort behind them: ${await requests()}`)
    await markSink(marks).transaction('bench', (tx) => journal.record(tx, pending))
    console.log(`recording those: ${await requests()}`)
    await journal[Symbol.asyncDispose]()
  } finally {
    await s3.stop()
  }
}

async function inWay({ way, endpoint, marks }) {
  const source = new S3Source({ bucket: 'bench', prefix: 'events/', endpoint })
  await tell(async () => {
    let found = 0
    if (way === 'bare listing') for await (const _ of source.list()) found++
    else {
      const step = { source, strategy: new ManifestStrategy(), journal: journalAt(endpoint, new Map(marks)) }
      for await (const batch of plan(step)) found += batch.length
    }
    return { found }
  })
}
