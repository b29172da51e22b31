import type { Outcome, RunDone, StepOutcome } from '@arbalest/core'
import { headOf } from '../output/output.js'

/** The last object of a run, for programs: how it ended, and what it has left. `done` is undefined if it ended before its first step. */
export function describeDone(run: string, done: RunDone | undefined, exitCode: number): object {
  const steps = done?.steps ?? []
  const oldest = steps.flatMap(({ oldestPending }) => (oldestPending ? [oldestPending.getTime()] : []))
  return {
    type: 'done',
    ...headOf(run, new Date()),
    outcome: outcomeOf(done, exitCode),
    exitCode,
    complete: done !== undefined && steps.every(({ complete }) => complete),
    pending: steps.reduce((sum, { pending }) => sum + pending, 0),
    ...(oldest.length > 0 && { oldestPending: new Date(Math.min(...oldest)).toISOString() }),
    steps: steps.map(describeOutcome),
  }
}

/** What keeps it from its first step, or from closing what it used, has no event. */
function outcomeOf(done: RunDone | undefined, exitCode: number): Outcome {
  if (exitCode >= 128) return 'interrupted'
  if (done?.outcome === 'succeeded') return exitCode === 0 || exitCode === 5 ? 'succeeded' : 'failed'
  return 'failed'
}

function describeOutcome({ oldestPending, ...outcome }: StepOutcome): object {
  return { ...outcome, ...(oldestPending && { oldestPending: oldestPending.toISOString() }) }
}
