// What it costs to plan over journaled keys. Each way runs in a process of its own, against one server, which takes `delay`
// milliseconds more for each page. Of the ways of an earlier checkout, those that read a journal are measured too. All are
// measured by turns, as often as `runs` says, of which the medians are printed; of `ways`, those whose names hold that text.
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { pendingBatches } from '@arbalest/core/host'
import { each, ManifestStrategy, SinkJournal } from '@arbalest/core/plugin'
import { S3Journal } from '@arbalest/journal-s3'
import { S3Source } from '@arbalest/source-s3'
import { medianOf, printComparison } from './comparison.js'
import { listBySdk } from './list-by-sdk.js'
import { markSink } from './mark-sink.js'
import { keyOf, versionOf } from './objects.js'
import { isStarted, measure, start, tell, told } from './processes.js'
import { writeScattered } from './scattered-journal.js'

const NEW = 1000
const PAGE = 1000
const ORIGIN = { table: 'bench', way: 'manifest' }

const WAYS = {
  'bare listing': list,
  'journal in S3, keys came in order': planInS3,
  'journal in S3, keys came in any order': planInS3,
  'journal in the sink': planInSink,
  'making up marks': makeMarks,
  'two sets': compareSets,
  'bare listing of the SDK': (_, { endpoint }) => listBySdk(endpoint),
}

// The marks of a sink come from its driver, and those of the benchmark are made up: what that takes is shown by itself.
const NO_PLAN = ['bare listing', 'making up marks', 'bare listing of the SDK']

/** What all others are compared with. */
const [RIVAL] = Object.keys(WAYS)

if (isStarted) await inWay(told())
else {
  const [keys = '1000000', delay = '0', earlier = '', runs = '1', ways = ''] = process.argv.slice(2)
  await compare({ keys: Number(keys), delay: Number(delay), earlier, runs: Number(runs), ways })
}

async function compare({ keys, delay, earlier, runs, ways }) {
  const s3 = await start('s3-process.js', { objects: keys + NEW, delay })
  try {
    const marks = await writeJournals(keys, s3.url)
    const measured = {}
    const measureIn = async (file, way, name = way) => {
      const options = { way, keys, endpoint: s3.url, marks: [...(marks[way] ?? [])] }
      const usage = await measure(file, options, way === 'two sets' ? ['--max-old-space-size=16000'] : [])
      if (!NO_PLAN.includes(way) && usage.found !== NEW)
        throw new Error(`The way "${name}" found ${usage.found} keys that are new, not ${NEW}.`)
      measured[name] = [...(measured[name] ?? []), usage]
    }
    const wanted = Object.keys(WAYS).filter((way) => way === RIVAL || way.includes(ways))
    for (let run = 0; run < runs; run++) {
      for (const way of wanted) await measureIn('plan.js', way)
      if (!earlier) continue
      const { href } = pathToFileURL(join(earlier, 'bench/plan.js'))
      for (const way of wanted.filter((name) => name.startsWith('journal')))
        await measureIn(href, way, `earlier: ${way}`)
    }
    console.log(`${keys} journaled keys, ${NEW} new, ${delay} ms a page, medians of ${runs}`)
    printComparison(Object.fromEntries(Object.entries(measured).map(([way, all]) => [way, medianOf(all)])))
  } finally {
    await s3.stop()
  }
}

/** Writes the journals in S3; answers the marks that lead to each. */
async function writeJournals(keys, endpoint) {
  const [inOrder, inAnyOrder] = Object.keys(WAYS).filter((way) => WAYS[way] === planInS3)
  const marks = { [inOrder]: new Map(), [inAnyOrder]: new Map() }
  const journal = journalAt(endpoint, inOrder, marks[inOrder])
  await journal.upkeep.import(recorded(keys), ORIGIN)
  await journal[Symbol.asyncDispose]()
  const options = { keys, endpoint, scope: scopeOf(inAnyOrder), origin: ORIGIN, marks: marks[inAnyOrder] }
  console.log(`keys that came in any order have left ${await writeScattered(options)} runs`)
  return marks
}

async function inWay(options) {
  const source = new S3Source({ url: 's3://bench/events/', endpoint: options.endpoint })
  await tell(async () => ({ found: await WAYS[options.way](source, options) }))
}

/** The source alone. */
async function list(source) {
  let found = 0
  for await (const page of source.list()) found += page.length
  return found
}

/** Arbalest's way: sorted streams, that of the journal from S3. */
function planInS3(source, { way, endpoint, marks }) {
  return countPending(source, journalAt(endpoint, way, new Map(marks)))
}

/** Arbalest's way, with as many marks from the sink. */
function planInSink(source, { keys }) {
  return countPending(source, new SinkJournal({ marks: () => recorded(keys) }, 'bench'))
}

async function makeMarks(source, { keys }) {
  let found = 0
  for await (const page of recorded(keys)) found += page.length
  return found
}

async function countPending(source, journal) {
  let found = 0
  const step = { source, strategy: new ManifestStrategy(), journal }
  for await (const units of pendingBatches(step, await journal.open())) found += units.length
  return found
}

/** The ancestor's way: all keys and all of the journal in two sets. */
async function compareSets(source, { keys }) {
  const listed = new Set()
  for await (const { key } of each(source.list())) listed.add(key)
  const journal = new Set()
  for await (const { key } of each(recorded(keys))) journal.add(key)
  return [...listed].filter((key) => !journal.has(key)).toSorted().length
}

function journalAt(endpoint, way, marks) {
  return new S3Journal(
    { url: 's3://journal/arbalest/', endpoint },
    { sink: markSink(marks), scope: scopeOf(way) },
  )
}

function scopeOf(way) {
  return `bench/${way.replaceAll(/\W+/g, '-')}`
}

async function* recorded(keys) {
  for (let from = 0; from < keys; from += PAGE) {
    const count = Math.min(PAGE, keys - from)
    yield Array.from({ length: count }, (_, index) => markOf(from + index))
  }
}

function markOf(index) {
  return { key: keyOf(index), version: versionOf(index), state: 'loaded', origin: ORIGIN }
}
