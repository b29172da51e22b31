import { createHash } from 'node:crypto'
import type { SourceObject } from '../contracts/source/source.js'
import type { Strategy } from '../contracts/strategy/strategy.js'
import type { Copied, Transaction } from '../contracts/sink/transaction.js'
import { digest, type Unit } from '../contracts/strategy/unit.js'
import type { Fault } from '../faults/fault.js'
import type { Target } from '../tables/target/target.js'

/**
 * Replaces the whole table whenever anything in the source has changed.
 *
 * @example
 * ```ts
 * const step = { ...others, strategy: new BulkStrategy() }
 * ```
 */
export class BulkStrategy implements Strategy {
  readonly whole = true

  way(): string {
    return 'bulk'
  }

  check(): readonly Fault[] {
    return []
  }

  async *units(pages: AsyncIterable<readonly SourceObject[]>, target: Target): AsyncGenerator<Unit> {
    const objects: SourceObject[] = []
    for await (const page of pages) objects.push(...page)
    // An empty listing is more often a mistyped prefix than a wish for an empty table.
    if (objects.length > 0) yield { key: '*', version: versionOf(objects, target), objects }
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

/** Objects alone would not show that a column has come, or has another type: the table must then be loaded anew. */
function versionOf(objects: readonly SourceObject[], { columns, pathPattern = '' }: Target): string {
  const definition = columns.map(({ name, type, path, filling }) => [name, type, path, filling])
  const hash = createHash('sha256')
    .update(JSON.stringify(definition) + pathPattern)
    .digest('hex')
  return `${digest(objects)} ${hash.slice(0, 16)}`
}
