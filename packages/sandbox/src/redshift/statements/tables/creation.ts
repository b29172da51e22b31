import { readCreateTable } from '../../sql/ddl/create-table.js'
import { keepKeys } from '../../sql/ddl/keys.js'
import { keepMaterializedView, readMaterializedView } from '../../sql/ddl/materialized-view.js'
import { keepStorage } from '../../sql/ddl/table-storage.js'
import type { Statement } from '../../sql/tokens/split-statements.js'
import type { Translation } from '../../sql/translation/translation.js'
import type { Edit } from '../../sql/writing/edit.js'
import { quoteLiteral } from '../../sql/writing/literals.js'
import { quoteName } from '../../sql/writing/names.js'
import { atomically } from '../context/atomically.js'
import type { Context, Task } from '../context/context.js'

/** A statement that makes a table or a materialized view. */
export interface Creation {
  readonly name: readonly string[]
  /** What turns the statement into one of PostgreSQL's. */
  readonly edits: readonly Edit[]
  /** The statements that record what PostgreSQL does not know of it. */
  readonly records: readonly string[]
  /** Whether the catalog has entries for it that PostgreSQL's has not. */
  readonly furtherEntries: boolean
  /** The command tag. */
  readonly tag: string
}

/** Reads a statement that makes a table or a materialized view; undefined for all others. */
export function readCreation(statement: Statement): Creation | undefined {
  const table = readCreateTable(statement)
  if (table) {
    const { name, edits, storage, keys, filled } = table
    const records = [...keepStorage(name, storage), ...keepKeys(name, keys)]
    return {
      name,
      edits,
      records,
      furtherEntries: keys.length > 0,
      tag: filled ? 'SELECT' : 'CREATE TABLE',
    }
  }
  const view = readMaterializedView(statement)
  if (!view) return undefined
  const { name, edits } = view
  const records = [...keepMaterializedView(view)]
  return { name, edits, records, furtherEntries: true, tag: 'CREATE MATERIALIZED VIEW' }
}

/** Makes it by `sql`, and records the rest, unless it exists and may. */
export function creationTask(sql: Translation, { name, records, furtherEntries, tag }: Creation): Task {
  return async (context) => {
    if (furtherEntries) context.catalog.expectFurtherEntries()
    await atomically(context, async () => {
      const before = await relationOf(context, name)
      await context.query(await sql(context.catalog))
      // What was there already, under IF NOT EXISTS, stays as it is.
      if ((await relationOf(context, name)) === before) return
      for (const statement of records) await context.query(statement)
    })
    return tag
  }
}

async function relationOf(context: Context, name: readonly string[]): Promise<string | null | undefined> {
  const relation = quoteLiteral(name.map(quoteName).join('.'))
  const [row] = await context.query(`select postgres.to_regclass(${relation})::oid`)
  return row?.[0]
}
