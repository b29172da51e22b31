import type { Source } from '../../contracts/source/source.js'
import type { PendingUnit } from '../../contracts/strategy/unit.js'
import { SourceError } from '../../faults/errors.js'

/**
 * Throws `SourceError` with the code `OBJECT_CHANGED`, which is worth another try, if an object
 * of `units` is no longer at the version that was planned, or is gone. It is asked between load
 * and commit: a sink that loads by reference reads an object as it is then, and the rows would
 * stand under the mark of another version. Does nothing if the source does not know.
 */
export async function refuseChanged(source: Source, units: readonly PendingUnit[]): Promise<void> {
  const changed = await source.changed?.(units.flatMap(({ objects }) => objects))
  if (!changed || changed.length === 0) return
  const others = changed.length > 1 ? ` (and ${changed.length - 1} more)` : ''
  throw new SourceError(
    'OBJECT_CHANGED',
    `"${changed[0]!.url}"${others} was overwritten or removed after it was listed and before its rows were committed; nothing of this transaction is loaded, and it is planned again.`,
    { retryable: true },
  )
}
