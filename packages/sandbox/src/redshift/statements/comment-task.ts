import type { TokenReader } from '../sql/tokens/token-reader.js'
import type { Token } from '../sql/tokens/tokens.js'
import type { Translation } from '../sql/translation/translation.js'
import { quoteLiteral } from '../sql/writing/literals.js'
import { quoteName } from '../sql/writing/names.js'
import type { Task } from './context/context.js'

/**
 * COMMENT ON VIEW, which `reader` stands before the name of; `view` is the word, and `sql` the statement in PostgreSQL's
 * words. A materialized view is one of the views. https://docs.aws.amazon.com/redshift/latest/dg/r_COMMENT.html
 */
export function commentTask(reader: TokenReader, view: Token, sql: Translation): Task {
  const name = (reader.name() ?? []).slice(-2)
  return async (context) => {
    const [row] = await context.query(
      `select relkind from pg_catalog.pg_class
        where oid = postgres.to_regclass(${quoteLiteral(name.map(quoteName).join('.'))})`,
    )
    const text = await sql(context.catalog)
    const noun = row?.[0] === 'm' ? 'materialized view' : view.text
    await context.query(text.slice(0, view.start) + noun + text.slice(view.end))
    return 'COMMENT'
  }
}
