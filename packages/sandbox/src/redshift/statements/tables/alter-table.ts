import { RedshiftError } from '../../redshift-error.js'
import { columnDefinition } from '../../sql/ddl/column-definition.js'
import { keepKeys, readTableKey } from '../../sql/ddl/keys.js'
import { keepStorage, regclass } from '../../sql/ddl/table-storage.js'
import type { Statement } from '../../sql/tokens/split-statements.js'
import { syntaxError } from '../../sql/tokens/syntax-error.js'
import { TokenReader } from '../../sql/tokens/token-reader.js'
import { readColumnType } from '../../sql/writing/column-type.js'
import { quoteLiteral } from '../../sql/writing/literals.js'
import { quoteName, storedName } from '../../sql/writing/names.js'
import { runAtomically } from '../context/atomically.js'
import type { Plan } from '../context/context.js'
import { alterColumnTypeTask } from './alter-column-type-task.js'
import { alterStorageTask } from './alter-storage.js'
import { appendTask } from './append-task.js'
import { dropColumnTask } from './drop-column-task.js'

/** What a column that is added cannot have. https://docs.aws.amazon.com/redshift/latest/dg/r_ALTER_TABLE.html */
const NOT_ADDED = ['identity', 'generated', 'primary', 'unique', 'references', 'distkey', 'sortkey']

/** ALTER TABLE, within Redshift's limits; keys are recorded, and not enforced. */
export function alterTable(statement: Statement): Plan | undefined {
  const reader = new TokenReader(statement.tokens)
  reader.expect('alter', 'table')
  const name = reader.name()
  if (!name) throw syntaxError(reader.peek())
  if (reader.accept('add')) return add(reader, statement, name)
  if (reader.accept('drop', 'constraint')) return dropKey(reader, name)
  if (reader.accept('drop')) return { task: dropColumnTask(name, reader) }
  if (reader.accept('append', 'from')) return { task: appendTask(name, reader) }
  if (reader.accept('alter')) return alter(reader, name)
  if (reader.sees('rename', 'constraint')) throw syntaxError(reader.peek(1))
  if (reader.sees('rename') || reader.sees('owner')) return undefined
  throw syntaxError(reader.peek())
}

function add(reader: TokenReader, { text, tokens }: Statement, name: readonly string[]): Plan {
  const key = readTableKey(reader)
  if (key) return recorded(name, [...keepKeys(name, [key])])
  if (reader.accept('constraint')) reader.word()
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
  const sql = `alter table ${name.map(quoteName).join('.')} add column ${column.sql}`
  if (column.encoding === undefined) return plain(sql)
  const encodings = new Map([[column.name, column.encoding]])
  return {
    task: async (context) => {
      await runAtomically(context, [sql, ...keepStorage(name, { encodings })])
      return 'ALTER TABLE'
    },
  }
}

function dropKey(reader: TokenReader, table: readonly string[]): Plan {
  const key = quoteLiteral(storedName(reader.word()))
  if (!reader.accept('cascade')) reader.accept('restrict')
  if (reader.peek()) throw reader.unexpected()
  return recorded(table, [`select redshift.drop_key(${regclass(table)}, ${key})`])
}

/** An ALTER TABLE of what is in the catalog alone. */
function recorded(table: readonly string[], records: readonly string[]): Plan {
  // Changes nothing, but locks the table, and finds out whether one may.
  const lock = `alter table ${table.map(quoteName).join('.')} set without oids`
  return {
    task: async (context) => {
      context.catalog.expectFurtherEntries()
      await runAtomically(context, [lock, ...records])
      return 'ALTER TABLE'
    },
  }
}

/** A statement that needs no translation. */
function plain(sql: string): Plan {
  return { sql: () => Promise.resolve(sql) }
}

function alter(reader: TokenReader, table: readonly string[]): Plan {
  const column = reader.peek(1)?.value ?? ''
  if (!reader.sees('column') || reader.peek(2)?.value === 'encode')
    return { task: alterStorageTask(table, reader) }
  reader.expect('column')
  reader.word()
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
