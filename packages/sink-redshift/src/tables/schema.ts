import type { SinkSchema } from '@arbalest/core'
import { alterationsOf } from './alterations.js'
import type { Connections } from '../session/connections.js'
import { evolve } from './evolve.js'
import { showTable } from '../statements/tables.js'
import { readColumns } from './columns.js'
import { readStorage } from './storage.js'

/** What the cluster that `connections` lead to tells of its tables; each verb in a session of its own. */
export function schemaOf(connections: Connections): SinkSchema {
  return {
    create: (target) => [showTable(target)],
    columns: (table) => connections.use((session) => readColumns(session, table)),
    storage: (table) => connections.use((session) => readStorage(session, table)),
    alter: (target, differences) => connections.use((session) => alterationsOf(session, target, differences)),
    evolve: (target) => connections.use((session) => evolve(session, target)),
  }
}
