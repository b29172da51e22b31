import type { ColumnsOf } from '../../sql/tree/describe.js'
import type { Backend } from '../backend/backend.js'
import { describedColumns } from '../messages/described-column.js'

/**
 * Asks `backend` for the columns of queries, in the client's session and transaction. One that PostgreSQL
 * cannot run leaves the transaction as it was.
 */
export function columnsOf(backend: Backend): ColumnsOf {
  return async (sql) => {
    await backend.quiet()
    if (backend.status === 'E') return undefined
    const inBlock = backend.status === 'T'
    if (inBlock) await backend.query(`savepoint ${SAVEPOINT}`)
    let columns: string[] | undefined
    await backend.run(`select * from (${sql}) as described limit 0`, (frame) => {
      if (frame.type === 'T')
        columns = describedColumns(frame).map(({ name }) => backend.names.clientName(name))
      if (frame.type === 'E') columns = undefined
    })
    if (inBlock) {
      if (!columns) await backend.query(`rollback to ${SAVEPOINT}`)
      await backend.query(`release ${SAVEPOINT}`)
    }
    return columns
  }
}

const SAVEPOINT = 'redshift_describes'
