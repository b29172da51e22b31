import type { LoadReceipt, LoadStep } from '@arbalest/core'
import { load } from '@arbalest/core/host'
import { pages, SinkJournal, type Source, type SourceObject, type Target } from '@arbalest/core/plugin'
import { EVENTS, type SinkFixture } from '@arbalest/testing'
import type { TimeSeriesConfiguration } from '../src/index.js'
import { partitionOf, strategyOf } from './scenarios.js'

const SCOPE = 'pipeline/step'

/** A step that loads what is in a fixture's source, whose folders are partitions. */
export function stepOf(
  { sink, source }: SinkFixture,
  configuration: TimeSeriesConfiguration,
  target: Target = EVENTS,
): LoadStep {
  return {
    kind: 'load',
    name: 'step',
    scope: SCOPE,
    source: seriesOf(source),
    strategy: strategyOf(configuration),
    sink,
    journal: new SinkJournal(sink, SCOPE),
    target,
  }
}

/** Loads all that is pending; returns what each transaction did. */
export async function loadAll(step: LoadStep): Promise<LoadReceipt[]> {
  const receipts: LoadReceipt[] = []
  for await (const event of load(step, new AbortController().signal)) {
    if (event.type === 'committed' && event.receipt.kind === 'load') receipts.push(event.receipt)
  }
  return receipts
}

/** As `source` lists days of digits alone, which are in the order of partitions. */
function seriesOf(source: Source): Source {
  return {
    url: source.url,
    series: {},
    async *list() {
      for await (const page of pages<SourceObject>(source.list()))
        yield page.map((object) => ({ ...object, partition: partitionOf(object.key) }))
    },
    open: (object, range) => source.open!(object, range),
  }
}
