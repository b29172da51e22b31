import type { SinkSchema } from '@arbalest/core'
import type { WithSession } from '../session/connections.js'
import { showTable } from '../statements/tables.js'
import { alterationsOf } from './alterations.js'
import { readColumns } from './columns.js'
import { evolve } from './evolve.js'
import { readStorage } from './storage.js'

/** What a sink tells of its tables, and does to them; each verb in a session of its own. */
export function schemaOf(withSession: WithSession): SinkSchema {
  return {
    create: (target) => [showTable(target)],
    columns: (table) => withSession((session) => readColumns(session, table)),
    storage: (table) => withSession((session) => readStorage(session, table)),
    alter: (target, differences) => withSession((session) => alterationsOf(session, target, differences)),
    evolve: (target) => withSession((session) => evolve(session, target)),
  }
}
