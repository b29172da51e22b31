import type { Backend } from '../backend/backend.js'
import { describedColumns } from '../messages/described-column.js'
import type { Frame } from '../messages/frame.js'
import type { Outbox } from '../messages/outbox.js'
import type { Results } from '../results/results.js'
import type { PreparedStatement } from './prepared.js'

/** The connection that is asked, and where its response goes. */
interface Way {
  readonly backend: Backend
  readonly outbox: Outbox
  readonly results: Results
  relay(frame: Frame): void
}

/**
 * Sends `request`, a Describe, and keeps the columns that `statement` has. If `forClient`, the client gets the
 * response; otherwise it gets only an error.
 */
export async function learnColumns(
  statement: PreparedStatement,
  request: Buffer,
  forClient: boolean,
  { backend, outbox, results, relay }: Way,
): Promise<void> {
  let description: Frame | undefined
  const receive = (frame: Frame) => {
    if (frame.type === 'T') {
      description = frame
      statement.columns = describedColumns(frame)
      if (forClient && !results.needCatalog) outbox.push(results.plainDescription(statement.columns))
    } else {
      if (frame.type === 'n') statement.columns = []
      if (forClient || frame.type === 'E') relay(frame)
    }
  }
  if (!results.needCatalog) return backend.request(request, 'Tn', receive)
  await backend.ask(request, 'Tn', receive)
  if (!description) return
  statement.columns = await results.columns(description, statement.sql)
  if (forClient) outbox.push(await results.description(statement.columns))
}
