import type { Rejected } from '../../contracts/sink/transaction.js'
import type { PendingUnit, QuarantinedUnit } from '../../contracts/strategy/unit.js'
import { isArbalestError, type ArbalestError, type LoadError } from '../../faults/errors.js'
import { withoutQuotes, type Rejection } from '../../faults/rejection.js'

/** Characters of a reason that are kept. */
const LONGEST_REASON = 1_000

/** Returns whether `error` says that an object cannot be loaded as it is, so that others may be loaded without it. */
export function isOfObjects(error: unknown): error is ArbalestError {
  if (!isArbalestError(error) || error.retryable) return false
  return error.object !== undefined || error.code === 'LOAD_REJECTED'
}

/** Returns those of `units` with an object that `error` names, each with why it cannot be loaded. */
export function blamedByError(
  error: ArbalestError,
  units: readonly PendingUnit[],
): readonly QuarantinedUnit[] {
  const { rejections = [] } = error as Partial<LoadError>
  const unit = units.find(({ objects }) => objects.some(({ url }) => url === error.object))
  if (unit) return [setAside(unit, error.message)]
  return blamedByRows({ rejected: rejections.length, rejections }, units)
}

/**
 * Returns those of `units` with rows that did not fit, each with its first such row: all of them, or,
 * if `mostRejected` rows may be left out, those with most of them, until what is left is few enough.
 */
export function blamedByRows(
  { rejected, rejections = [] }: Rejected,
  units: readonly PendingUnit[],
  mostRejected = 0,
): readonly QuarantinedUnit[] {
  const byObject = new Map<string, Rejection[]>()
  for (const rejection of rejections)
    byObject.set(rejection.object, [...(byObject.get(rejection.object) ?? []), rejection])
  const faulty = units.flatMap((unit) => {
    const rows = unit.objects.flatMap((object) =>
      (byObject.get(object.url) ?? []).map((rejection) => ({ ...rejection, object: object.key })),
    )
    return rows.length === 0 ? [] : [{ unit, rows }]
  })
  if (mostRejected > 0) faulty.sort((a, b) => b.rows.length - a.rows.length)
  let left = rejected
  return faulty.flatMap(({ unit, rows }) => {
    if (mostRejected > 0 && left <= mostRejected) return []
    left -= rows.length
    return [setAside(unit, describeRows(unit, rows))]
  })
}

/** Returns `unit` as one that cannot be loaded. */
export function setAside(unit: PendingUnit, reason: string): QuarantinedUnit {
  return {
    ...unit,
    reason: reason.length > LONGEST_REASON ? `${reason.slice(0, LONGEST_REASON - 1)}…` : reason,
  }
}

/** Returns those of `units` that are not among `others`. */
export function without(
  units: readonly PendingUnit[],
  others: readonly PendingUnit[],
): readonly PendingUnit[] {
  const keys = new Set(others.map(({ key }) => key))
  return units.filter(({ key }) => !keys.has(key))
}

/** The unit's key says which object it is, if it has no other. */
function describeRows({ objects }: PendingUnit, rows: readonly Rejection[]): string {
  const { object, line, column, reason } = rows[0]!
  const place = `${objects.length > 1 ? `${object}, ` : ''}line ${line}${column === undefined ? '' : `, column "${column}"`}`
  const more = rows.length > 1 ? ` (and ${rows.length - 1} more)` : ''
  return `${place}: ${withoutQuotes(reason)}${more}`
}
