import { RedshiftError } from '../redshift-error.js'
import type { TokenReader } from '../sql/tokens/token-reader.js'
import { quoteLiteral } from '../sql/writing/literals.js'
import type { Context, Task } from './context/context.js'

/** USE and RESET USE; undefined for any other statement. https://docs.aws.amazon.com/redshift/latest/dg/r_USE_command.html */
export function useTask(reader: TokenReader): Task | undefined {
  const resets = reader.accept('reset', 'use')
  if (!resets && !reader.accept('use')) return undefined
  const database = resets ? undefined : reader.word()
  if (reader.peek()) throw reader.unexpected()
  return async ({ query, inBlock, use }) => {
    if (database !== undefined) {
      const known = await query(
        `select 1 from pg_catalog.pg_database where datname = ${quoteLiteral(database)}`,
      )
      if (known.length === 0)
        throw new RedshiftError(`database "${database}" does not exist`, { code: '3D000' })
    }
    if (inBlock) await endUnchanged(query)
    use(database, inBlock)
    return resets ? 'RESET' : 'USE'
  }
}

/** A block that has changed nothing can go on in another database; dbt begins one before RESET USE. */
async function endUnchanged(query: Context['query']): Promise<void> {
  const [row] = await query('select postgres.pg_current_xact_id_if_assigned()')
  if (row?.[0] != null) {
    throw new RedshiftError('USE cannot run inside a transaction block that has changed something', {
      code: '25001',
    })
  }
  await query('commit')
}
