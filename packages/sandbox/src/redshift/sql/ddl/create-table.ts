import { RedshiftError } from '../../redshift-error.js'
import type { Statement } from '../tokens/split-statements.js'
import { syntaxError } from '../tokens/syntax-error.js'
import { splitAtCommas, TokenReader } from '../tokens/token-reader.js'
import type { Token } from '../tokens/tokens.js'
import type { Edit } from '../writing/edit.js'
import { replace } from '../writing/edit.js'
import { quoteName } from '../writing/names.js'
import { columnDefinition, type ColumnDefinition } from './column-definition.js'
import { storageOf } from './column-storage.js'
import { type Key, readTableKey } from './keys.js'
import { readTableAttributes } from './table-attributes.js'
import type { TableStorage } from './table-storage.js'

/** A CREATE TABLE, as it has been read. */
export interface CreateTable {
  readonly name: readonly string[]
  readonly storage: TableStorage
  readonly keys: readonly Key[]
  /** Whether its rows come of a query. */
  readonly filled: boolean
  /** What turns the statement into one of PostgreSQL's. */
  readonly edits: readonly Edit[]
}

/** Reads a CREATE TABLE; undefined for all others. https://docs.aws.amazon.com/redshift/latest/dg/r_CREATE_TABLE_NEW.html */
export function readCreateTable({ text, tokens }: Statement): CreateTable | undefined {
  const reader = new TokenReader(tokens)
  const create = reader.peek()
  if (!reader.accept('create')) return undefined
  reader.accept('local')
  const temporary = reader.accept('temp') || reader.accept('temporary')
  const word = reader.peek()
  if (!create || !word || !reader.accept('table')) return undefined
  reader.accept('if', 'not', 'exists')
  const name = reader.name() ?? []
  const table = name.at(-1) ?? ''
  // A name that begins with # is that of a temporary table.
  const local = temporary || table.startsWith('#')
  const edits = [replace(create, word, local ? 'create temporary table' : 'create table')]
  const open = reader.peek()
  const elements = reader.group()
  const close = reader.peek(-1)
  const attributes = readTableAttributes(reader)
  edits.push(...attributes.edits)
  if (reader.sees('as'))
    return { name, edits, filled: true, keys: [], storage: storageOf([], attributes.storage) }
  // What PostgreSQL takes after the columns, such as INHERITS or PARTITION BY, Redshift does not.
  if (reader.peek()) throw syntaxError(reader.peek())
  if (!elements || !open || !close) return { name, edits, filled: false, keys: [], storage: {} }
  const { sql, columns, keys, like } = readElements(elements, table, text)
  const storage = like ? likeStorage(like, attributes.storage) : storageOf(columns, attributes.storage)
  edits.push(replace(open, close, `(${sql.join(', ')})`))
  return { name, edits, filled: false, keys, storage }
}

interface Elements {
  readonly sql: readonly string[]
  readonly columns: readonly ColumnDefinition[]
  readonly keys: readonly Key[]
  /** The table that it is LIKE. */
  readonly like: readonly string[] | undefined
}

function readElements(elements: readonly Token[], table: string, text: string): Elements {
  const sql: string[] = []
  const columns: ColumnDefinition[] = []
  const keys: Key[] = []
  let like: string[] | undefined
  for (const tokens of splitAtCommas(elements)) {
    const reader = new TokenReader(tokens)
    const key = readTableKey(reader)
    if (key) {
      keys.push(key)
      // Its columns take no NULL.
      if (key.kind === 'primary') sql.push(...key.columns.map((column) => `not null ${quoteName(column)}`))
      continue
    }
    if (reader.accept('constraint')) reader.name()
    if (reader.sees('check')) {
      throw new RedshiftError('ALTER/CREATE TABLE CHECK constraint is not supported', { code: '0A000' })
    } else if (reader.accept('like')) {
      like = reader.name() ?? []
      sql.push(likeTable(like, reader))
    } else {
      const column = columnDefinition({ text, tokens }, table)
      keys.push(...column.keys)
      columns.push(column)
      sql.push(column.sql)
    }
  }
  return { sql, columns, keys, like }
}

/** PostgreSQL copies defaults only when asked, and NOT NULL always, as Redshift does. */
function likeTable(name: readonly string[], reader: TokenReader): string {
  const source = name.map(quoteName).join('.')
  const including = reader.accept('including', 'defaults')
  if (!including) reader.accept('excluding', 'defaults')
  if (reader.peek()) throw syntaxError(reader.peek())
  return `like ${source}${including ? ' including defaults' : ''}`
}

function likeStorage(like: readonly string[], own: TableStorage): TableStorage {
  if (Object.keys(own).length === 0) return { like }
  throw new RedshiftError(
    'CREATE TABLE LIKE is not supported with DISTSTYLE, DISTKEY(), or SORTKEY() clauses',
    { code: '0A000' },
  )
}
