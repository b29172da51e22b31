import type { PendingUnit, QuarantinedUnit } from '../../contracts/strategy/unit.js'
import { setAside, without } from './blame.js'
import { Search, type Try } from './search.js'

/** How units are loaded around those that cannot be. */
interface LoadingAround<Event> {
  /** Tries units, and loads nothing. */
  readonly attempt: Try
  /** Loads the units `good`, and records the units `bad` as quarantined, or does neither. */
  readonly load: (good: readonly PendingUnit[], bad: readonly QuarantinedUnit[]) => AsyncIterable<Event>
}

/**
 * Loads `units`, but those that cannot be loaded: they are found by trying, and recorded as quarantined.
 * A unit without a byte is one of them, as nothing of it would ever be missed. Throws what `load`
 * throws if that is not about objects, or if it takes too many tries to find out about which.
 */
export async function* loadAround<Event>(
  units: readonly PendingUnit[],
  { attempt, load }: LoadingAround<Event>,
): AsyncGenerator<Event> {
  const search = new Search(attempt)
  let bad: readonly QuarantinedUnit[] = units
    .filter(({ objects }) => objects.every(({ size }) => size === 0))
    .map((unit) => setAside(unit, 'has no bytes.'))
  for (;;) {
    const good = without(units, bad)
    try {
      yield* load(good, bad)
      return
    } catch (error) {
      bad = [...bad, ...(await search.after(error, good))]
    }
  }
}
