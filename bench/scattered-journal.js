// A journal in S3 as it stands where keys came in no order, a thousand at a time: every run has keys from first to last.
import { collect, each } from '@arbalest/core/plugin'
import { S3Journal } from '@arbalest/journal-s3'
import { importInner } from './import-inner.js'
import { markSink } from './mark-sink.js'
import { keyOf, versionOf } from './objects.js'

const { runsToMerge } = await importInner('journal-s3/src/ledger/runs-to-merge.ts')

const BATCH = 1000
const FAN_IN = 8

/** Writes a journal of `keys` keys for `scope`, and its mark into `marks`; answers of how many runs it is. */
export async function writeScattered({ keys, scope, origin, endpoint, marks }) {
  const runs = runsAfter(keys)
  const sink = markSink(marks)
  // The runs are written as merging would have left them, without the hours that it would take to come there.
  const journal = new S3Journal(
    { url: 's3://journal/arbalest/', endpoint },
    { sink, scope },
    { fanIn: Infinity },
  )
  const ends = runs.map((_, run) => runs.slice(0, run + 1).reduce((sum, count) => sum + count) / keys)
  for (const [run, end] of ends.entries()) {
    const snapshot = await journal.open()
    const pending = await collect(each(snapshot.pending(unitsIn(keys, ends[run - 1] ?? 0, end))))
    await sink.transaction({ scope, origin }, (tx) => snapshot.record(tx, pending))
  }
  await journal[Symbol.asyncDispose]()
  return runs.length
}

/** How many keys each run has, oldest first, once so many have been recorded. */
function runsAfter(keys) {
  const runs = []
  for (let recorded = 0; recorded < keys; recorded += BATCH) {
    const count = Math.min(BATCH, keys - recorded)
    const merged = runs.splice(runs.length - runsToMerge(runs, count, FAN_IN))
    runs.push(merged.reduce((sum, run) => sum + run, count))
  }
  return runs
}

async function* unitsIn(keys, from, to) {
  let page = []
  for (let index = 0; index < keys; index++) {
    const share = (Math.imul(index + 1, 2_654_435_761) >>> 0) / 2 ** 32
    if (share < from || share >= to) continue
    if (page.push({ key: keyOf(index), version: versionOf(index), objects: [] }) < BATCH) continue
    yield page
    page = []
  }
  if (page.length > 0) yield page
}
