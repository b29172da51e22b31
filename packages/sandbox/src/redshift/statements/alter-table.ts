import { RedshiftError } from '../redshift-error.js'
import { columnDefinition } from '../sql/ddl/column-definition.js'
import { ENCODINGS } from '../sql/ddl/encodings.js'
import { readColumnType } from '../sql/ddl/column-type.js'
import { quoteName } from '../sql/names.js'
import type { Statement } from '../sql/split-statements.js'
import { syntaxError } from '../sql/syntax-error.js'
import { TokenReader } from '../sql/token-reader.js'
import { alterColumnTypeTask } from './alter-column-type-task.js'
import { appendTask } from './append-task.js'
import type { Plan } from './plan.js'

/** What a column that is added cannot have. https://docs.aws.amazon.com/redshift/latest/dg/r_ALTER_TABLE.html */
const NOT_ADDED = ['identity', 'generated', 'primary', 'unique', 'references', 'distkey', 'sortkey']

/** ALTER TABLE, within Redshift's limits; what only concerns storage or keys is accepted without effect. */
export function alterTable(statement: Statement): Plan | undefined {
  const reader = new TokenReader(statement.tokens)
  reader.expect('alter', 'table')
  const name = reader.name()
  if (!name) throw syntaxError(reader.peek())
  const table = name.map(quoteName).join('.')
  const accepted = { sql: `alter table ${table} set without oids` }
  if (reader.accept('add')) return add(reader, statement, name) ?? accepted
  if (reader.accept('drop', 'constraint')) return accepted
  if (reader.accept('drop')) return dropColumn(reader)
  if (reader.accept('append', 'from')) return { task: appendTask(name, reader) }
  if (reader.accept('alter')) return alter(reader, name) ?? accepted
  if (reader.sees('rename') || reader.sees('owner')) return undefined
  throw syntaxError(reader.peek())
}

function add(reader: TokenReader, { text, tokens }: Statement, name: readonly string[]): Plan | undefined {
  if (reader.accept('constraint')) reader.word()
  if (['primary', 'unique', 'foreign'].some((word) => reader.sees(word))) return undefined
  if (reader.sees('check')) {
    throw new RedshiftError('ALTER/CREATE TABLE CHECK constraint is not supported', { code: '0A000' })
  }
  reader.accept('column')
  const definition = tokens.slice(reader.at)
  const column = columnDefinition({ text, tokens: definition }, name.at(-1) ?? '')
  const refused = column.attributes.find((attribute) => NOT_ADDED.includes(attribute))
  if (refused)
    throw new RedshiftError(`ALTER TABLE ADD COLUMN with ${refused.toUpperCase()} is not supported`, {
      code: '0A000',
    })
  if (column.attributes.includes('not') && !column.attributes.includes('default')) {
    throw new RedshiftError(
      'ALTER TABLE ADD COLUMN defined as NOT NULL must have a non-null default expression',
      {
        code: '0A000',
      },
    )
  }
  return { sql: `alter table ${name.map(quoteName).join('.')} add column ${column.sql}` }
}

/** One a statement; PostgreSQL does the rest. */
function dropColumn(reader: TokenReader): undefined {
  reader.accept('column')
  reader.word()
  if (!reader.accept('cascade')) reader.accept('restrict')
  if (reader.peek()) throw syntaxError(reader.peek())
}

function alter(reader: TokenReader, table: readonly string[]): Plan | undefined {
  if (!reader.accept('column')) return storage(reader)
  const column = reader.word()
  if (reader.accept('encode')) {
    const encoding = reader.word()
    if (ENCODINGS.has(encoding)) return undefined
    throw new RedshiftError(`invalid encoding type specified for column "${column}"`, { code: '42601' })
  }
  for (const what of ['default', 'not null']) {
    if (['set', 'drop'].some((verb) => reader.sees(verb, ...what.split(' ')))) {
      throw new RedshiftError(`ALTER COLUMN SET/DROP ${what.toUpperCase()} is not supported`, {
        code: '0A000',
      })
    }
  }
  reader.expect('type')
  const type = readColumnType(reader, `${table.at(-1)}.${column}`)
  if (reader.sees('using')) {
    throw new RedshiftError('ALTER TABLE ALTER COLUMN does not support USING expression', { code: '0A000' })
  }
  return { task: alterColumnTypeTask(table, column, type) }
}

function storage(reader: TokenReader): undefined {
  const known = ['distkey', 'diststyle', 'sortkey', 'compound', 'encode'].some((word) => reader.sees(word))
  if (!known) throw syntaxError(reader.peek())
}
