import type { LedgerEntry } from '../../contracts/sink/ledger.js'
import { compareKeys } from '../../contracts/source/keys.js'
import type { LoadStep } from '../../contracts/step/step.js'
import type { Loaded } from '../../contracts/strategy/strategy.js'
import type { PendingUnit } from '../../contracts/strategy/unit.js'
import { sizeOf } from '../planning/batches.js'
import { VERSION } from '../../contracts/version.js'

/** What a transaction did besides. */
interface Did extends Loaded {
  /** How many of the rejected rows it kept. Absent: the step keeps none. */
  readonly kept?: number | undefined
  /** How many units it set aside. */
  readonly quarantined: number
}

/** Returns what a ledger keeps of a transaction that has loaded `units`. */
export function ledgerEntry(
  { scope, target }: Pick<LoadStep, 'scope' | 'target'>,
  run: string,
  units: readonly PendingUnit[],
  { rows, rejected, kept, quarantined, unaccounted }: Did,
): LedgerEntry {
  const objects = units.flatMap((unit) => unit.objects)
  const keys = objects.map(({ key }) => key).toSorted(compareKeys)
  const times = objects.flatMap(({ modified }) => (modified ? [modified.getTime()] : [])).toSorted(ascending)
  return {
    run,
    scope,
    table: target.table,
    units: units.length,
    objects: objects.length,
    bytes: units.reduce((sum, unit) => sum + sizeOf(unit), 0),
    rows,
    rejected,
    ...(kept !== undefined && { kept }),
    ...(quarantined > 0 && { quarantined }),
    ...(unaccounted !== undefined && { unaccounted }),
    ...(keys.length > 0 && { firstKey: keys[0]!, lastKey: keys.at(-1)! }),
    ...(times.length > 0 && { oldestObject: new Date(times[0]!), newestObject: new Date(times.at(-1)!) }),
    version: VERSION,
  }
}

function ascending(a: number, b: number): number {
  return a - b
}
