import type { Edit } from '../edit.js'
import { TokenReader } from '../token-reader.js'
import type { Token } from '../tokens.js'
import { columnDefinition } from './column-definition.js'

/** ALTER TABLE ADD COLUMN in PostgreSQL's words. https://docs.aws.amazon.com/redshift/latest/dg/r_ALTER_TABLE.html */
export function alterTableRule(text: string) {
  return function* (tokens: readonly Token[]): Generator<Edit> {
    const reader = new TokenReader(tokens)
    if (!reader.accept('alter', 'table')) return
    const table = reader.name()?.at(-1) ?? ''
    if (!reader.accept('add') || reader.sees('constraint') || reader.sees('primary')) return
    reader.accept('column')
    const column = tokens.slice(reader.at)
    const [first, last] = [column[0], column.at(-1)]
    if (first && last) {
      yield { start: first.start, end: last.end, text: columnDefinition(column, table, text) }
    }
  }
}
