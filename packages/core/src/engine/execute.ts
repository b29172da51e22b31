import type { BatchCommitted, StepFinished } from '../contracts/event.js'
import type { SqlReceipt } from '../contracts/receipt.js'
import type { SqlStep } from '../contracts/step.js'

/** Runs a step's statements, all of them in one transaction or none. */
export async function* execute(
  step: SqlStep,
  signal: AbortSignal,
): AsyncGenerator<BatchCommitted | StepFinished> {
  const { scope, sink, statements } = step
  signal.throwIfAborted()
  const receipt = await sink.transaction({ scope }, async (tx): Promise<SqlReceipt> => {
    for (const statement of statements) await tx.execute(statement)
    return { kind: 'sql', scope, statements: statements.length }
  })
  yield { type: 'committed', step, receipt }
  yield { type: 'finished', step }
}
