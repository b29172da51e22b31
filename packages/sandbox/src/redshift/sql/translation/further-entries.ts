import type { Node } from 'libpg-query'
import { as, type Content, nodesIn } from '../tree/nodes.js'

/** What stands for a table of the catalog. */
interface Without {
  /** In the schema `redshift`: what has all its entries except those of keys and materialized views. */
  readonly whole: string
  /** What has the plain columns of these, by its schema. */
  readonly plain: readonly [schema: string, name: string]
  /** What the names of all its columns but `oid` begin with. */
  readonly prefix: string
  /** How those of its plain columns go on. */
  readonly columns: ReadonlySet<string>
}

/** PostgreSQL reads a view with all its columns each time that it plans a query; the plain ones are what most clients ask for. */
const WITHOUT = new Map<string, Without>([
  [
    'pg_attrdef',
    {
      whole: 'pg_attrdef',
      plain: ['pg_catalog', 'pg_attrdef'],
      prefix: 'ad',
      columns: set('relid num bin'),
    },
  ],
  [
    'pg_attribute',
    {
      whole: 'attributes',
      plain: ['pg_catalog', 'pg_attribute'],
      prefix: 'att',
      columns: set(
        'relid name typid len num typmod notnull hasdef identity generated isdropped islocal collation',
      ),
    },
  ],
  [
    'pg_class',
    {
      whole: 'classes',
      plain: ['redshift', 'plain_classes'],
      prefix: 'rel',
      columns: set(
        'name namespace oftype owner tablespace toastrelid hasindex persistence kind natts checks hasrules hastriggers',
      ),
    },
  ],
])

function set(words: string): ReadonlySet<string> {
  return new Set(words.split(' '))
}

/** Has `query` read the catalog without its further entries, as there are none. */
export function leaveOutFurther(query: Node): void {
  const tables: Content<'RangeVar'>[] = []
  for (const node of nodesIn(query)) {
    const table = as('RangeVar', node)
    // Without an alias, its columns may be named with table and schema.
    if (table?.alias && table.schemaname === 'redshift' && WITHOUT.has(table.relname ?? ''))
      tables.push(table)
  }
  if (tables.length === 0) return
  const named = namesOfColumns(query)
  for (const table of tables) {
    const without = WITHOUT.get(table.relname ?? '')
    if (!without) continue
    const { whole, plain, prefix, columns } = without
    const enough =
      named !== undefined &&
      !table.alias?.colnames &&
      !named.has(table.alias?.aliasname ?? '') &&
      [...named].every((name) => !name.startsWith(prefix) || columns.has(name.slice(prefix.length)))
    const [schema, name] = enough ? plain : (['redshift', whole] as const)
    Object.assign(table, { schemaname: schema, relname: name })
  }
}

/** The names that `query` has for columns; undefined if it takes all columns of something. */
function namesOfColumns(query: Node): ReadonlySet<string> | undefined {
  const names = new Set<string>()
  for (const node of nodesIn(query)) {
    const join = as('JoinExpr', node)
    if (join?.isNatural) return undefined
    for (const field of as('ColumnRef', node)?.fields?.slice(-1) ?? join?.usingClause ?? []) {
      const name = as('String', field)?.sval
      if (name === undefined) return undefined
      names.add(name)
    }
  }
  return names
}
