import type { BatchCommitted, StepFinished } from '../contracts/events/event.js'
import type { SqlReceipt } from '../contracts/events/receipt.js'
import type { SqlStep } from '../contracts/step/step.js'
import { isArbalestError, PluginError, SinkError } from '../faults/errors.js'

/** Runs a step's statements: all of them in one transaction or none, or each by itself, as the step says. */
export async function* execute(
  step: SqlStep,
  signal: AbortSignal,
): AsyncGenerator<BatchCommitted | StepFinished> {
  signal.throwIfAborted()
  yield* step.transaction === 'none' ? executeAlone(step, signal) : executeTogether(step)
  yield { type: 'finished', step }
}

async function* executeTogether(step: SqlStep): AsyncGenerator<BatchCommitted> {
  const { scope, sink, statements } = step
  const receipt = await sink.transaction({ scope }, async (tx): Promise<SqlReceipt> => {
    let rejected = 0
    for (const statement of statements) rejected += (await tx.execute(statement))?.rejected ?? 0
    return receiptOf(scope, statements.length, rejected)
  })
  yield { type: 'committed', step, receipt }
}

/** Runs each statement by itself. Nothing is tried again: what came before a failure has had its effect. */
async function* executeAlone(step: SqlStep, signal: AbortSignal): AsyncGenerator<BatchCommitted> {
  const { scope, sink, statements } = step
  if (!sink.powers.executeAlone)
    throw new PluginError('PLUGIN_INVALID', `${sink.url} cannot run statements outside a transaction.`)
  let done = 0
  try {
    for await (const { rejected } of sink.powers.executeAlone(scope, statements)) {
      done++
      yield { type: 'committed', step, receipt: receiptOf(scope, 1, rejected) }
      signal.throwIfAborted()
    }
  } catch (error) {
    throw isArbalestError(error) && error.code === 'CONNECTION_LOST' ? unanswered(step, done, error) : error
  }
}

function receiptOf(scope: string, statements: number, rejected: number): SqlReceipt {
  return { kind: 'sql', scope, statements, ...(rejected > 0 && { rejected }) }
}

function unanswered({ scope, statements }: SqlStep, done: number, cause: Error): SinkError {
  const before = done === 0 ? '' : ' Those before it have run.'
  return new SinkError(
    'MAY_HAVE_RUN',
    `${cause.message} It was statement ${done + 1} of ${statements.length} of "${scope}", each run by itself: it may have run, or may still be running.${before} Check what has happened before you run the step again.`,
    { cause },
  )
}
