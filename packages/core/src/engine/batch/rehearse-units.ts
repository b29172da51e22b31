import type { Rehearsed } from '../../contracts/sink/sink-powers.js'
import type { LoadStep } from '../../contracts/step/step.js'
import type { PendingUnit } from '../../contracts/strategy/unit.js'
import { filling } from './fill-columns.js'
import { contextOf } from '../planning/origin-of.js'

/**
 * Does what a run called `run` would do with `units`, so that nothing of it stays. The step's sink must
 * have the power to rehearse.
 */
export function rehearseUnits(
  step: LoadStep,
  units: readonly PendingUnit[],
  run: string,
): Promise<Rehearsed> {
  const { sink, strategy, target } = step
  return sink.powers.rehearse!(
    contextOf(step),
    async (tx) => void (await strategy.load(filling(tx, target, run), target, units)),
  )
}
