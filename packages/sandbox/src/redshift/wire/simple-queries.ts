import { RedshiftError } from '../redshift-error.js'
import { splitStatements, type Statement } from '../sql/tokens/split-statements.js'
import type { Cluster } from '../statements/context/cluster.js'
import type { Backend } from './backend/backend.js'
import type { Extended } from './extended/extended.js'
import { ImplicitBlock } from './implicit-block.js'
import type { Outbox } from './messages/outbox.js'
import { replies } from './messages/replies.js'
import type { StatementRunner } from './tasks/statement-runner.js'

/** What a session runs its query messages with. */
interface SimpleParts {
  readonly backend: Backend
  readonly cluster: Cluster
  readonly runner: StatementRunner
  readonly extended: Extended
  readonly outbox: Outbox
}

/** Runs a query message: its statements one by one, as one transaction if there are several. */
export async function simpleQuery(
  sql: string,
  { backend, cluster, runner, extended, outbox }: SimpleParts,
): Promise<void> {
  await backend.quiet()
  if (extended.skipping) return
  extended.forgetUnnamed()
  const block = new ImplicitBlock(backend, await backend.adopt())
  try {
    const statements = splitStatements(sql)
    cluster.names.learnFrom(...statements)
    if (statements.length === 0) outbox.push(replies.emptyQuery())
    let succeeded = true
    if (statements.length > 1 && statements.some(usesDatabase)) throw amongOthers()
    for (const statement of statements) {
      if (await block.opensAt(statement, statements.length > 1)) {
        outbox.push(replies.commandComplete('BEGIN'))
      } else succeeded = await runner.run(statement)
      if (!succeeded) break
    }
    await block.close(succeeded)
  } catch (error) {
    await runner.fail(error)
    await block.close(false)
  }
  outbox.push(replies.readyForQuery(backend.status))
}

function usesDatabase({ tokens: [first, second] }: Statement): boolean {
  return first?.value === 'use' || (first?.value === 'reset' && second?.value === 'use')
}

function amongOthers(): RedshiftError {
  return new RedshiftError('The sandbox supports USE only as the one statement of a query message', {
    code: '0A000',
  })
}
