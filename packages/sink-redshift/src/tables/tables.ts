import type { Tables } from '@arbalest/core/plugin'
import type { WithSession } from '../session/session.js'
import { showTable } from '../statements/tables/tables.js'
import { addColumns } from './add-columns.js'
import { alterStatements } from './alter-statements.js'
import { compareStorage } from './compare-storage.js'
import { describeTable } from './describe-table.js'

/** Returns what a sink reports of its tables, and does to them; each verb in a session of its own. */
export function tablesOf(withSession: WithSession): Tables {
  return {
    describe: (table) => withSession((session) => describeTable(session, table)),
    ddl: {
      create: (target) => [showTable(target)],
      compare: (table, target) => [...compareStorage(table, target)],
      alter: alterStatements,
    },
    addColumns: (target) => withSession((session) => addColumns(session, target)),
  }
}
