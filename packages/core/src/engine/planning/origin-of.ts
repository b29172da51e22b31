import type { Origin } from '../../contracts/sink/mark.js'
import type { LoadStep } from '../../contracts/step/step.js'
import type { TransactionContext } from '../../contracts/sink/transaction.js'
import { look } from './look.js'

/** Returns how a step loads now. */
export function originOf({
  source,
  strategy,
  target,
}: Pick<LoadStep, 'source' | 'strategy' | 'target'>): Origin {
  return { table: target.table, way: strategy.way(source) }
}

/** Returns for what the transactions of a step are opened. */
export function contextOf(step: LoadStep): TransactionContext {
  return { scope: step.scope, source: step.source, origin: originOf(step) }
}

/** Returns how a step loads now, and into which table, if that has rows already. */
export async function presentOrigin(step: LoadStep): Promise<Origin> {
  const { table } = await look(step)
  const identity = table?.hasRows ? table.identity : undefined
  return { ...originOf(step), ...(identity !== undefined && { identity }) }
}
