import type { PendingUnit, QuarantinedUnit } from '../../contracts/strategy/unit.js'
import { setAside, without } from './blame.js'
import { Search, type Try } from './search.js'

/** How units are loaded around those that cannot be. */
interface LoadingAround<Event> {
  /** Tries units, and loads nothing. */
  readonly attempt: Try
  /** Loads the units `good`, and records the units `bad` as quarantined, or does neither. */
  readonly load: (good: readonly PendingUnit[], bad: readonly QuarantinedUnit[]) => AsyncIterable<Event>
  /** How many rows that do not fit `load` leaves out, before it fails for them. */
  readonly mostRejected: number
}

/**
 * Loads `units`, but those that cannot be loaded: they are found by trying, and recorded as quarantined.
 * Rows that may be left out keep no unit from being loaded; if there are more, those are set aside that
 * have most of them, until the rest is few enough. A unit without a byte is one of them, as nothing of it would ever be missed. Throws what `load`
 * throws if that is not about objects, or if it takes too many tries to find out about which.
 */
export async function* loadAround<Event>(
  units: readonly PendingUnit[],
  { attempt, load, mostRejected }: LoadingAround<Event>,
): AsyncGenerator<Event> {
  const search = new Search(attempt, mostRejected)
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
