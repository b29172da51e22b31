import type { Committed, Evolved, Loading } from './event.js'
import { chunk } from '../contracts/iterables.js'
import { ascending, compareKeys } from '../contracts/keys.js'
import type { LoadReceipt } from './receipt.js'
import type { SourceObject } from '../contracts/source.js'
import type { LoadStep } from './step.js'
import type { PendingUnit, Unit } from '../contracts/unit.js'

/** What {@link load} would load now, a transaction at a time. Changes nothing. */
export async function* plan(step: LoadStep): AsyncGenerator<PendingUnit[]> {
  const { strategy, journal } = step
  yield* chunk(journal.pending(listUnits(step, await firstListed(step))), strategy.batch ?? 1)
}

/** The units of a step as they now stand, from the partition `from` on if given, loaded or not. */
export function listUnits({ source, strategy }: LoadStep, from?: string): AsyncIterable<Unit> {
  return strategy.units(ascending(source.list(from), compareObjects))
}

/** The first partition that {@link plan} lists, where the strategy looks back no further; undefined where all are listed. */
export async function firstListed({ strategy, journal }: LoadStep): Promise<string | undefined> {
  return strategy.from?.(await journal.newest())
}

function compareObjects(a: SourceObject, b: SourceObject): number {
  return compareKeys(a.partition ?? '', b.partition ?? '') || compareKeys(a.key, b.key)
}

/**
 * Loads what is pending, each batch and its record in one transaction, which is
 * what makes a load happen once however often, and wherever, a run is cut short.
 * Throws what the parts throw, and the reason of `signal` once that is aborted.
 */
export async function* load(
  step: LoadStep,
  signal: AbortSignal,
): AsyncGenerator<Evolved | Loading | Committed> {
  const { scope, strategy, sink, journal, target } = step
  let first = true
  for await (const units of plan(step)) {
    signal.throwIfAborted()
    if (first) yield* evolve(step)
    first = false
    yield { type: 'loading', step, units }
    signal.throwIfAborted() // whoever was told of it may have taken its time
    const receipt = await sink.transaction(scope, async (tx): Promise<LoadReceipt> => {
      const copied = await strategy.load(tx, target, units)
      await journal.record(tx, units)
      return { kind: 'load', scope, units, ...copied }
    })
    yield { type: 'committed', step, receipt }
  }
}

/** Adds the columns that the table lacks, where the target says so. */
async function* evolve(step: LoadStep): AsyncGenerator<Evolved> {
  const { sink, target } = step
  const columns = target.evolve === 'add' ? await sink.schema?.evolve(target) : undefined
  if (columns && columns.length > 0) yield { type: 'evolved', step, columns }
}
