// What it costs to plan over journaled keys. Each way runs in a process of its own, against one static server.
import { ManifestStrategy, plan, SinkJournal } from '@arbalest/core'
import { S3Source } from '@arbalest/source-s3'
import { printComparison } from './comparison.js'
import { keyOf, VERSION } from './objects.js'
import { isStarted, measure, start, tell, told } from './processes.js'

const NEW = 1000

const WAYS = { 'bare listing': list, plan: planned, sets }

if (isStarted) await inWay(told())
else await compare(Number(process.argv[2] ?? 1_000_000))

async function compare(keys) {
  const s3 = await start('s3-process.js', { objects: keys + NEW })
  try {
    const measured = {}
    for (const way of Object.keys(WAYS)) {
      const options = { way, keys, endpoint: s3.url }
      measured[way] = await measure('plan.js', options, ['--max-old-space-size=16000'])
    }
    console.log(`${keys} journaled keys, ${NEW} new`)
    printComparison(measured)
  } finally {
    await s3.stop()
  }
}

async function inWay({ way, keys, endpoint }) {
  const source = new S3Source({ bucket: 'bench', prefix: 'events/', endpoint })
  await tell(async () => ({ found: await WAYS[way](source, keys) }))
}

/** The source alone. */
async function list(source) {
  let found = 0
  for await (const _ of source.list()) found++
  return found
}

/** Arbalest's way: two sorted streams. */
async function planned(source, keys) {
  const journal = new SinkJournal({ marks: () => marks(keys) }, 'bench')
  let found = 0
  for await (const units of plan({ source, strategy: new ManifestStrategy(), journal })) found += units.length
  return found
}

/** The ancestor's way: all keys and all of the journal in two sets. */
async function sets(source, keys) {
  const listed = new Set()
  for await (const { key } of source.list()) listed.add(key)
  const journal = new Set()
  for await (const { key } of marks(keys)) journal.add(key)
  return [...listed].filter((key) => !journal.has(key)).toSorted().length
}

async function* marks(keys) {
  for (let index = 0; index < keys; index++) yield { key: keyOf(index), version: VERSION }
}
