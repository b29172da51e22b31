import type { Catalog } from '../../sql/tree/catalog.js'
import type { Backend } from '../backend/backend.js'
import type { Frame } from '../messages/frame.js'
import type { Outbox } from '../messages/outbox.js'
import type { Results } from '../results/results.js'
import type { QueryLog } from '../tasks/query-log.js'
import type { SchemaWatch } from '../tasks/schema-watch.js'
import type { StatementRunner } from '../tasks/statement-runner.js'

/** What the extended protocol works with. */
export interface Parts {
  readonly backend: Backend
  readonly outbox: Outbox
  readonly runner: StatementRunner
  readonly results: Results
  readonly catalog: Catalog
  readonly log: QueryLog
  readonly watch: SchemaWatch
  /** Passes PostgreSQL's responses on to the client. */
  relay(frame: Frame): void
}
