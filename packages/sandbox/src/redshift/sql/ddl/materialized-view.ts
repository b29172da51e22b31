import type { Edit } from '../edit.js'
import type { Statement } from '../split-statements.js'
import { TokenReader } from '../token-reader.js'
import { readTableAttributes } from './table-attributes.js'

/**
 * The clauses of a materialized view, which is refreshed by REFRESH alone, and stored as PostgreSQL stores it.
 * https://docs.aws.amazon.com/redshift/latest/dg/materialized-view-create-sql-command.html
 */
export function* materializedViewRule({ tokens }: Statement): Generator<Edit> {
  const reader = new TokenReader(tokens)
  if (!reader.accept('create', 'materialized', 'view')) return
  if (!reader.name()) throw reader.unexpected()
  const first = reader.peek()
  readTableAttributes(reader)
  if (reader.accept('auto', 'refresh') && !reader.accept('yes')) reader.expect('no')
  readTableAttributes(reader)
  const last = reader.peek(-1)
  if (!reader.sees('as')) throw reader.unexpected()
  if (first && last && last.end > first.start) yield { start: first.start, end: last.end, text: '' }
}
