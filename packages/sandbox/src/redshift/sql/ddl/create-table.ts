import type { Edit } from '../edit.js'
import { replace } from '../edit.js'
import { quoteName } from '../names.js'
import { splitAtCommas, TokenReader } from '../token-reader.js'
import type { Token } from '../tokens.js'
import { columnDefinition } from './column-definition.js'
import { tableAttributes } from './table-attributes.js'

/** CREATE TABLE in PostgreSQL's words. https://docs.aws.amazon.com/redshift/latest/dg/r_CREATE_TABLE_NEW.html */
export function createTableRule(text: string) {
  return function* (tokens: readonly Token[]): Generator<Edit> {
    const reader = new TokenReader(tokens)
    if (!reader.accept('create')) return
    const local = reader.accept('local')
    const temporary = reader.accept('temp') || reader.accept('temporary')
    if (!reader.accept('table')) return
    if (local && temporary && tokens[1]) yield replace(tokens[1], tokens[1], '')
    reader.accept('if', 'not', 'exists')
    const nameAt = reader.peek()
    const name = reader.name() ?? []
    const table = name.at(-1) ?? ''
    if (!temporary && table.startsWith('#') && tokens[0] && nameAt) {
      yield replace(tokens[0], tokens[0], 'create temporary')
    }
    const open = reader.peek()
    const elements = reader.group()
    const close = tokens[reader.at - 1]
    if (elements && open && close && !reader.sees('as') && !isColumnNames(elements)) {
      const written = splitAtCommas(elements).flatMap((element) => tableElement(element, table, text))
      yield replace(open, close, `(${written.join(', ')})`)
    }
    yield* tableAttributes(reader)
  }
}

/** Names alone, as in CREATE TABLE t (a, b) DISTKEY (a) AS …, where AS need not follow at once. */
function isColumnNames(elements: readonly Token[]): boolean {
  return splitAtCommas(elements).every((element) => element.length === 1)
}

function tableElement(tokens: readonly Token[], table: string, text: string): string[] {
  const reader = new TokenReader(tokens)
  if (reader.accept('constraint')) reader.name()
  if (reader.accept('primary', 'key')) {
    const columns = splitAtCommas(reader.group() ?? []).map((column) => column[0]?.value ?? '')
    return columns.map((column) => `not null ${quoteName(column)}`)
  }
  if (reader.sees('unique') || reader.sees('foreign', 'key')) return []
  if (reader.sees('like')) return [like(reader)]
  return [columnDefinition(tokens, table, text)]
}

/** PostgreSQL copies a default only when asked; NOT NULL always, as Redshift does. */
function like(reader: TokenReader): string {
  reader.accept('like')
  const source = (reader.name() ?? []).map(quoteName).join('.')
  const defaults = reader.accept('including', 'defaults') ? ' including defaults' : ''
  return `like ${source}${defaults}`
}
