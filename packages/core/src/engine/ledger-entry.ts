import type { LedgerEntry } from '../contracts/sink/ledger.js'
import { compareKeys } from '../contracts/source/keys.js'
import type { LoadStep } from '../contracts/step/step.js'
import type { Loaded } from '../contracts/strategy/strategy.js'
import type { PendingUnit } from '../contracts/strategy/unit.js'
import { sizeOf } from './planning/batches.js'
import { VERSION } from './version.js'

/** Returns what a ledger keeps of a transaction that has loaded `units`. */
export function ledgerEntry(
  { scope, target }: Pick<LoadStep, 'scope' | 'target'>,
  run: string,
  units: readonly PendingUnit[],
  { rows, rejected, unaccounted }: Loaded,
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
    ...(unaccounted !== undefined && { unaccounted }),
    ...(keys.length > 0 && { firstKey: keys[0]!, lastKey: keys.at(-1)! }),
    ...(times.length > 0 && { oldestObject: new Date(times[0]!), newestObject: new Date(times.at(-1)!) }),
    version: VERSION,
  }
}

function ascending(a: number, b: number): number {
  return a - b
}
