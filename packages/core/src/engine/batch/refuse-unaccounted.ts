import type { LoadStep } from '../../contracts/step/step.js'
import type { Copied } from '../../contracts/sink/transaction.js'
import { SinkError } from '../../faults/errors.js'
import { counted } from '../../faults/counted.js'

/** Throws `SinkError` with the code `UNACCOUNTED` if a step must not load what its sink cannot account for, and there is such. */
export function refuseUnaccounted(
  { scope, unaccounted = 'report' }: Pick<LoadStep, 'scope' | 'unaccounted'>,
  loaded: Copied,
): void {
  if (unaccounted === 'report' || !loaded.unaccounted) return
  throw new SinkError(
    'UNACCOUNTED',
    `${counted(loaded.unaccounted, 'line')} read for ${scope} ${loaded.unaccounted === 1 ? 'is' : 'are'} neither loaded rows (${loaded.rows}) nor rejected ones (${loaded.rejected}); nothing of this transaction is loaded, because the step has unaccounted: fail. Set unaccounted: report if rows of its objects have several lines.`,
  )
}
