import { keepAutoRefresh } from '../sql/ddl/materialized-view.js'
import type { TokenReader } from '../sql/tokens/token-reader.js'
import type { Plan } from './context/context.js'

/** ALTER MATERIALIZED VIEW; `reader` is after these words. https://docs.aws.amazon.com/redshift/latest/dg/r_ALTER_MATERIALIZED_VIEW.html */
export function alterMaterializedView(reader: TokenReader): Plan | undefined {
  const name = reader.name()
  if (!name || !reader.accept('auto', 'refresh')) return undefined
  const automatic = reader.accept('yes')
  if (!automatic) reader.expect('no')
  if (reader.peek()) throw reader.unexpected()
  return {
    task: async (context) => {
      await context.query(keepAutoRefresh(name, automatic))
      return 'ALTER MATERIALIZED VIEW'
    },
  }
}
