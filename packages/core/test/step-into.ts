import { EVENTS } from '@arbalest/testing'
import type { LoadStep } from '../src/index.js'
import { ManifestStrategy, SinkJournal, type Sink, type Source } from '../src/plugin.js'

/** A step `p/events` that loads `source` into `sink`, an object a transaction, and compares no names; but for what `more` says. */
export function stepInto(sink: Sink, source: Source, more: Partial<LoadStep> = {}): LoadStep {
  const { name = 'events', scope = `p/${name}` } = more
  return {
    kind: 'load',
    name,
    scope,
    source,
    strategy: new ManifestStrategy({ batch: 1 }),
    sink,
    journal: new SinkJournal(sink, scope),
    target: EVENTS,
    drift: { unknown: 'ignore', missing: 'ignore' },
    ...more,
  }
}
