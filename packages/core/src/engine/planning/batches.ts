import type { Strategy } from '../../contracts/strategy/strategy.js'
import type { PendingUnit } from '../../contracts/strategy/unit.js'

/** Yields units in batches, each of which one transaction may load: bounded by number and by bytes, but never less than a unit. */
export async function* batches(
  pages: AsyncIterable<readonly PendingUnit[]>,
  { batch: most = 1, batchBytes = Infinity }: Pick<Strategy, 'batch' | 'batchBytes'>,
): AsyncGenerator<PendingUnit[]> {
  let batch: PendingUnit[] = []
  let bytes = 0
  for await (const page of pages) {
    for (const unit of page) {
      const size = sizeOf(unit)
      if (batch.length === most || (batch.length > 0 && bytes + size > batchBytes)) {
        yield batch
        batch = []
        bytes = 0
      }
      batch.push(unit)
      bytes += size
    }
  }
  if (batch.length > 0) yield batch
}

/** Returns the bytes of a unit's objects. */
export function sizeOf({ objects }: PendingUnit): number {
  return objects.reduce((sum, { size }) => sum + size, 0)
}
