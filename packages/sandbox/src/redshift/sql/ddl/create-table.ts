import { RedshiftError } from '../../redshift-error.js'
import type { Edit } from '../edit.js'
import { replace } from '../edit.js'
import { quoteName } from '../names.js'
import type { Statement } from '../split-statements.js'
import { syntaxError } from '../syntax-error.js'
import { splitAtCommas, TokenReader } from '../token-reader.js'
import type { Token } from '../tokens.js'
import { columnDefinition } from './column-definition.js'
import { readTableAttributes } from './table-attributes.js'
import type { TableAttributes } from './table-attributes.js'

/** CREATE TABLE in PostgreSQL's words. https://docs.aws.amazon.com/redshift/latest/dg/r_CREATE_TABLE_NEW.html */
export function* createTableRule({ text, tokens }: Statement): Generator<Edit> {
  const reader = new TokenReader(tokens)
  const create = reader.peek()
  if (!reader.accept('create')) return
  reader.accept('local')
  const temporary = reader.accept('temp') || reader.accept('temporary')
  const word = reader.peek()
  if (!create || !word || !reader.accept('table')) return
  reader.accept('if', 'not', 'exists')
  const table = reader.name()?.at(-1) ?? ''
  // A name that begins with # is that of a temporary table.
  const local = temporary || table.startsWith('#')
  yield replace(create, word, local ? 'create temporary table' : 'create table')
  const open = reader.peek()
  const elements = reader.group()
  const close = reader.peek(-1)
  const attributes = readTableAttributes(reader)
  yield* attributes.edits
  if (reader.sees('as')) return
  // What PostgreSQL takes behind the columns, such as INHERITS or PARTITION BY, Redshift does not.
  if (reader.peek()) throw syntaxError(reader.peek())
  if (elements && open && close) {
    const definition = readElements(elements, table, text)
    checkKeys(definition, attributes)
    yield replace(open, close, `(${definition.sql.join(', ')})`)
  }
}

interface Elements {
  readonly sql: readonly string[]
  /** Names of the columns; none where the table is LIKE another. */
  readonly columns: readonly string[]
  readonly like: boolean
}

function readElements(elements: readonly Token[], table: string, text: string): Elements {
  const sql: string[] = []
  const columns: string[] = []
  let like = false
  for (const tokens of splitAtCommas(elements)) {
    const reader = new TokenReader(tokens)
    if (reader.accept('constraint')) reader.name()
    if (reader.accept('primary', 'key')) sql.push(...primaryKey(reader))
    else if (reader.sees('check')) {
      throw new RedshiftError('ALTER/CREATE TABLE CHECK constraint is not supported', { code: '0A000' })
    } else if (reader.accept('like')) {
      like = true
      sql.push(likeTable(reader))
    } else if (!reader.sees('unique', '(') && !reader.sees('foreign', 'key')) {
      const column = columnDefinition({ text, tokens }, table)
      columns.push(column.name)
      sql.push(column.sql)
    }
  }
  return { sql, columns, like }
}

/** The key is not enforced, but its columns take no NULL. */
function primaryKey(reader: TokenReader): string[] {
  return splitAtCommas(reader.group() ?? []).map(([column]) => `not null ${quoteName(column?.value ?? '')}`)
}

/** PostgreSQL copies defaults only when asked, and NOT NULL always, as Redshift does. */
function likeTable(reader: TokenReader): string {
  const source = (reader.name() ?? []).map(quoteName).join('.')
  const including = reader.accept('including', 'defaults')
  if (!including) reader.accept('excluding', 'defaults')
  if (reader.peek()) throw syntaxError(reader.peek())
  return `like ${source}${including ? ' including defaults' : ''}`
}

function checkKeys({ columns, like }: Elements, { keys }: TableAttributes): void {
  if (like) {
    if (keys.length === 0) return
    throw new RedshiftError(
      'CREATE TABLE LIKE is not supported with DISTSTYLE, DISTKEY(), or SORTKEY() clauses',
      {
        code: '0A000',
      },
    )
  }
  const missing = keys.find((key) => !columns.includes(key))
  if (missing !== undefined)
    throw new RedshiftError(`column "${missing}" named in key does not exist`, { code: '42703' })
}
