import {
  ArbalestError,
  assemble,
  run,
  type Configuration,
  type RunDone,
  type StepOutcome,
} from '@arbalest/core'
import { pipelinesFor } from './pipelines-for.js'

/** What of its context a function needs (https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html). */
export interface LambdaContext {
  /** Returns how many milliseconds are left until the function is ended. */
  getRemainingTimeInMillis(): number
}

/** What a call has done, as JSON. */
export interface Answer {
  /** The run's id; absent if the event is about nothing that a pipeline loads. */
  readonly run?: string
  /** Whether that was all: if not, call again. */
  readonly complete: boolean
  /** How many objects were found that are yet to be loaded; there may be more. */
  readonly pending: number
  readonly steps: readonly StepOutcome[]
}

/** A function for Lambda. Rejects with what a run throws. */
export type LambdaHandler = (event: unknown, context: LambdaContext) => Promise<Answer>

/** How much of the time that is left is kept to end in: for a transaction that takes longer than those before it, and for closing. */
const RESERVE = 0.1

/** How much of the time that is left is kept to roll back in. */
const LAST_RESERVE = 0.05

/**
 * Returns a function for Lambda that runs a configuration. It begins nothing that is not likely to
 * end in time, and rolls back what has not ended when time is nearly up, so that a function that
 * is frozen leaves no lock behind. Called again, it goes on where it ended, however that was.
 * An event of S3, EventBridge or SQS says which pipelines: those that load the object
 * which it is about, with all that they need. Any other event stands for all.
 *
 * @example
 * ```ts
 * export const load = handler({ sink: { use: redshift, with: { … } }, pipelines: { … } })
 * ```
 */
export function handler(configuration: Configuration): LambdaHandler {
  return async (event, context) => {
    const left = context.getRemainingTimeInMillis()
    const ending = new AbortController()
    const timer = setTimeout(() => ending.abort(outOfTime(left)), left * (1 - LAST_RESERVE))
    try {
      await using assembly = await assemble(configuration, { signal: ending.signal })
      const pipelines = pipelinesFor(event, assembly.pipelines)
      if (pipelines.length === 0) return { complete: true, pending: 0, steps: [] }
      let done: (RunDone & { readonly run: string }) | undefined
      const time = context.getRemainingTimeInMillis() - left * RESERVE
      for await (const each of run(pipelines, { signal: ending.signal, for: Math.max(1, time) }))
        if (each.type === 'done') done = each
      return answer(done!)
    } finally {
      clearTimeout(timer)
    }
  }
}

function answer({ run: id, steps }: RunDone & { readonly run: string }): Answer {
  return {
    run: id,
    complete: steps.every(({ complete }) => complete),
    pending: steps.reduce((sum, { pending }) => sum + pending, 0),
    steps,
  }
}

function outOfTime(left: number): ArbalestError {
  return new ArbalestError(
    'ABORTED',
    `The function had ${left} ms, and almost no time is left in the middle of a transaction, which is rolled back. Give it more time, or load less in each transaction.`,
    { retryable: true },
  )
}
