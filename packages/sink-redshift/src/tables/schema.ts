import type { SinkSchema } from '@arbalest/core'
import type { WithSession } from '../session/connections.js'
import { showTable } from '../statements/tables.js'
import { addColumns } from './add-columns.js'
import { alterStatements } from './alter-statements.js'
import { readColumns } from './columns.js'
import { describeTable } from './describe-table.js'
import { readStorage } from './storage.js'

/** What a sink reports of its tables, and does to them; each verb in a session of its own. */
export function schemaOf(withSession: WithSession): SinkSchema {
  return {
    create: (target) => [showTable(target)],
    columns: (table) => withSession((session) => readColumns(session, table)),
    storage: (table) => withSession((session) => readStorage(session, table)),
    async alter(target, differences) {
      const table = await withSession((session) => describeTable(session, target.table))
      return table ? alterStatements(table, target, differences) : []
    },
    evolve: (target) => withSession((session) => addColumns(session, target)),
  }
}
