import type { CreateTable } from '../../sql/ddl/create-table.js'
import { keepStorage } from '../../sql/ddl/table-storage.js'
import type { Translation } from '../../sql/translation/translation.js'
import { quoteLiteral } from '../../sql/writing/literals.js'
import { quoteName } from '../../sql/writing/names.js'
import { atomically } from '../context/atomically.js'
import type { Context, Task } from '../context/context.js'

/** CREATE TABLE of a table whose storage must be recorded. `sql` makes it, unless it exists and may. */
export function createTableTask(sql: Translation, { name, storage, filled }: CreateTable): Task {
  return async (context) => {
    await atomically(context, async () => {
      const before = await tableOf(context, name)
      await context.query(await sql(context.catalog))
      // What was there already, under IF NOT EXISTS, stays as it is.
      if ((await tableOf(context, name)) === before) return
      for (const statement of keepStorage(name, storage)) await context.query(statement)
    })
    return filled ? 'SELECT' : 'CREATE TABLE'
  }
}

async function tableOf(context: Context, name: readonly string[]): Promise<string | null | undefined> {
  const table = quoteLiteral(name.map(quoteName).join('.'))
  const [row] = await context.query(`select postgres.to_regclass(${table})::oid`)
  return row?.[0]
}
