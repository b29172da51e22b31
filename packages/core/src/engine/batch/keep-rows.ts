import type { KeptRow } from '../../contracts/sink/rejects.js'
import type { Rejected, Transaction } from '../../contracts/sink/transaction.js'
import type { LoadStep } from '../../contracts/step/step.js'
import type { PendingUnit } from '../../contracts/strategy/unit.js'
import { SinkError } from '../../faults/errors.js'
import { withoutValues, type Rejection } from '../../faults/rejection.js'
import { counted } from '../../faults/counted.js'

/**
 * Keeps the rows that a transaction left out of `units`, in place of what was kept of these before.
 * Throws `SinkError` with the code `UNACCOUNTED` if it is not known of each which it is.
 */
export async function keepRows(
  step: Pick<LoadStep, 'scope' | 'target' | 'showValues'>,
  tx: Transaction,
  units: readonly PendingUnit[],
  { rejected, rejections = [], run }: Rejected & { readonly run: string },
): Promise<void> {
  const { scope, target, showValues = false } = step
  const unitOf = finderOf(units)
  const rows = rejections.flatMap((rejection): readonly KeptRow[] => {
    const unit = unitOf(rejection)
    if (unit === undefined) return []
    return [{ ...(showValues ? rejection : withoutValues(rejection)), run, scope, table: target.table, unit }]
  })
  if (rows.length !== rejected)
    throw new SinkError(
      'UNACCOUNTED',
      `${counted(rejected, 'row')} of "${target.table}" ${rejected === 1 ? 'does' : 'do'} not fit, and the sink names only ${rows.length} of them. onBadRow: keep must keep each of them, so nothing of this transaction is loaded. Correct them, or say skip.`,
    )
  await tx.keep!(
    rows,
    units.map(({ key }) => key),
  )
}

/** Returns what finds the key of the unit that a row is of; undefined if it is of none of them. */
function finderOf(units: readonly PendingUnit[]): (rejection: Rejection) => string | undefined {
  const keys = new Map(units.flatMap(({ key, objects }) => objects.map(({ url }) => [url, key] as const)))
  // A sink that cuts URLs may not know which of several objects it is.
  return ({ object }) =>
    keys.get(object) ??
    object
      .split(' or ')
      .map((url) => keys.get(url))
      .find((key) => key !== undefined)
}
