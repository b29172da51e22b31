import { RedshiftError } from '../../redshift-error.js'
import { EXPRESSION_RULES } from '../expressions/expression-rules.js'
import { RESERVED_WORDS } from '../tokens/reserved-words.js'
import type { Statement } from '../tokens/split-statements.js'
import { syntaxError } from '../tokens/syntax-error.js'
import { TokenReader } from '../tokens/token-reader.js'
import { COLLATIONS } from '../writing/collations.js'
import { readColumnType } from '../writing/column-type.js'
import { rewrite } from '../writing/edit.js'
import { quoteName } from '../writing/names.js'
import { readEncoding } from './encodings.js'
import { type Key, readReference } from './keys.js'

/** A column as CREATE TABLE or ALTER TABLE ADD states it. */
export interface ColumnDefinition {
  readonly name: string
  /** Its type in PostgreSQL's words. */
  readonly type: string
  /** The definition in PostgreSQL's words: without storage, distribution and keys, which it would enforce. */
  readonly sql: string
  /** Its attributes' first words, such as `distkey`. */
  readonly attributes: readonly string[]
  readonly keys: readonly Key[]
  /** The encoding that it is given, if any. */
  readonly encoding: string | undefined
}

/** Names that every table has columns of already. https://docs.aws.amazon.com/redshift/latest/dg/c_unsupported-postgresql-features.html */
const SYSTEM_COLUMNS = new Set([
  'cmax',
  'cmin',
  'ctid',
  'deletexid',
  'insertxid',
  'oid',
  'tableoid',
  'xmax',
  'xmin',
])

/** Words that begin an attribute of a column, and so end its default. */
export const COLUMN_ATTRIBUTES: ReadonlySet<string> = new Set(
  'check collate constraint default distkey encode generated identity not null primary references sortkey unique'.split(
    ' ',
  ),
)

/** Reads a column of `table`; throws `RedshiftError` if Redshift knows no such column. */
export function columnDefinition(definition: Statement, table: string): ColumnDefinition {
  const reader = new TokenReader(definition.tokens)
  const token = reader.next()
  const name = token?.value ?? ''
  if (SYSTEM_COLUMNS.has(name)) {
    throw new RedshiftError(`column name "${name}" conflicts with a system column name`, { code: '42701' })
  }
  if (token?.kind === 'word' && RESERVED_WORDS.has(name)) throw syntaxError(token)
  const type = readColumnType(reader, `${table}.${name}`)
  const parts = [quoteName(name), type]
  const attributes: string[] = []
  const keys: Key[] = []
  let encoding: string | undefined
  while (reader.peek()) {
    attributes.push(reader.peek()?.value ?? '')
    const key = readColumnKey(reader, name)
    if (key) {
      keys.push(key)
      if (key.kind === 'primary') parts.push('not null')
    } else if (reader.accept('encode')) encoding = readEncoding(reader, name, type)
    else parts.push(attribute(reader, definition))
  }
  return { name, type, attributes, keys, encoding, sql: parts.filter(Boolean).join(' ') }
}

/** Steps over a key of `column` alone, if one comes next. */
function readColumnKey(reader: TokenReader, column: string): Key | undefined {
  const ahead = reader.sees('constraint') ? 2 : 0
  const word = reader.peek(ahead)
  if (word?.kind !== 'word' || !['primary', 'unique', 'references'].includes(word.value)) return undefined
  const name = reader.accept('constraint') ? reader.word() : undefined
  const columns = [column]
  if (reader.accept('unique')) return { kind: 'unique', name, columns }
  if (reader.accept('references'))
    return { kind: 'foreign', name, columns, references: readReference(reader) }
  reader.expect('primary', 'key')
  return { kind: 'primary', name, columns }
}

function attribute(reader: TokenReader, definition: Statement): string {
  if (reader.accept('constraint')) {
    reader.name()
    return ''
  }
  if (reader.accept('not', 'null')) return 'not null'
  if (reader.accept('identity')) return identity('always', reader)
  if (reader.accept('generated', 'by', 'default', 'as', 'identity')) return identity('by default', reader)
  if (reader.accept('collate')) return collation(reader)
  if (reader.accept('default')) return `default ${expression(reader, definition)}`
  if (reader.sees('check')) {
    throw new RedshiftError('ALTER/CREATE TABLE column CHECK constraint is not supported', { code: '0A000' })
  }
  if (['null', 'distkey', 'sortkey'].some((word) => reader.accept(word))) return ''
  throw syntaxError(reader.peek())
}

function identity(kind: 'always' | 'by default', reader: TokenReader): string {
  // AWS's syntax has a seed and a step, its examples have neither, and count from 1.
  const [seed, step, ...more] = reader.sees('(') ? splitNumbers(reader) : [['1'], ['1']]
  if (!seed || !step || more.length > 0) throw reader.unexpected()
  return `generated ${kind} as identity (start with ${seed.join('')} increment by ${step.join('')} minvalue ${LEAST})`
}

/** PostgreSQL's sequences begin at 1 by default; Redshift's identities may begin anywhere. */
const LEAST = -2_147_483_648

function splitNumbers(reader: TokenReader): string[][] {
  const parts: string[][] = [[]]
  for (const token of reader.group() ?? []) {
    if (token.text === ',') parts.push([])
    else parts.at(-1)?.push(token.text)
  }
  return parts
}

function collation(reader: TokenReader): string {
  const given = reader.next()
  const named = COLLATIONS.get(given?.value ?? '')
  if (!named) throw syntaxError(given)
  return `collate ${quoteName(named)}`
}

/** The default, up to the next attribute. */
function expression(reader: TokenReader, { text, tokens }: Statement): string {
  const start = reader.at
  do if (!reader.group()) reader.next()
  while (
    reader.peek() &&
    !(reader.peek()?.kind === 'word' && COLUMN_ATTRIBUTES.has(reader.peek()?.value ?? ''))
  )
  return rewrite({ text, tokens: tokens.slice(start, reader.at) }, EXPRESSION_RULES)
}
