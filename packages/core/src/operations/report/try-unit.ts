import type { LoadStep } from '../../contracts/step/step.js'
import type { PendingUnit } from '../../contracts/strategy/unit.js'
import { rehearseUnits } from '../../engine/batch/rehearse-units.js'
import { newRunId } from '../../engine/run-id.js'
import { isArbalestError, type ArbalestError } from '../../faults/errors.js'
import type { Rejection } from '../../faults/rejection.js'

/** What came of trying to load a unit. */
export interface TriedUnit {
  /** What would end the run. */
  readonly error?: ArbalestError | undefined
  /** How many rows would be refused, and which they are as far as the sink says. */
  readonly rejected: number
  readonly rejections: readonly Rejection[]
}

/** Does what a run would do with `unit`, so that nothing of it stays. Throws what is no error of Arbalest's. */
export async function tryUnit(step: LoadStep, unit: PendingUnit): Promise<TriedUnit> {
  try {
    const { rejected, rejections = [] } = await rehearseUnits(step, [unit], newRunId())
    return { rejected, rejections }
  } catch (error) {
    if (!isArbalestError(error)) throw error
    return { error, rejected: 0, rejections: [] }
  }
}
