import type { Committed, Loading } from './event.js'
import { chunk } from './iterables.js'
import { ascending } from './keys.js'
import type { LoadReceipt } from './receipt.js'
import type { LoadStep } from './step.js'
import type { PendingUnit } from './unit.js'

/** What {@link load} would load now, a transaction at a time. Changes nothing. */
export function plan({ source, strategy, journal }: LoadStep): AsyncIterable<PendingUnit[]> {
  return chunk(journal.pending(strategy.units(ascending(source.list()))), strategy.batch ?? 1)
}

/**
 * Loads what is pending, each batch and its record in one transaction, which is
 * what makes a load happen once however often, and wherever, a run is cut short.
 * Throws what the parts throw, and the reason of `signal` once that is aborted.
 */
export async function* load(step: LoadStep, signal: AbortSignal): AsyncGenerator<Loading | Committed> {
  const { scope, strategy, sink, journal, target } = step
  for await (const units of plan(step)) {
    signal.throwIfAborted()
    yield { type: 'loading', step, units }
    const receipt = await sink.transaction(scope, async (tx): Promise<LoadReceipt> => {
      const copied = await strategy.load(tx, target, units)
      await journal.record(tx, units)
      return { kind: 'load', scope, units, ...copied }
    })
    yield { type: 'committed', step, receipt }
  }
}
