import { collect } from '../contracts/iterables.js'
import { digest } from '../contracts/digest.js'
import type { Copied, Transaction } from '../contracts/sink.js'
import type { SourceObject } from '../contracts/source.js'
import type { Strategy } from '../contracts/strategy.js'
import type { Target } from '../tables/target.js'
import type { Unit } from '../contracts/unit.js'

/** Replaces the whole table whenever anything in the source has changed. */
export class BulkStrategy implements Strategy {
  async *units(objects: AsyncIterable<SourceObject>): AsyncGenerator<Unit> {
    const all = await collect(objects)
    // An empty listing is more often a mistyped prefix than a wish for an empty table.
    if (all.length > 0) yield { key: '*', version: digest(all), objects: all }
  }

  async load(tx: Transaction, target: Target, units: readonly Unit[]): Promise<Copied> {
    const staged = await tx.stage(target)
    const copied = await tx.copy(
      staged,
      units.flatMap(({ objects }) => objects),
    )
    await tx.replace(target, staged)
    return copied
  }
}
