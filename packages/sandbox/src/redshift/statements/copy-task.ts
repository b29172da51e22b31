import { CopyLoad } from '../copy/copy-load.js'
import type { CopyStatement } from '../copy/statement/copy-statement.js'
import type { CopyTable } from '../copy/statement/copy-table.js'
import { RedshiftError } from '../redshift-error.js'
import { quoteLiteral } from '../sql/writing/literals.js'
import { quoteName } from '../sql/writing/names.js'
import { checkCanceled } from './context/context.js'
import type { Context, Task } from './context/context.js'
import { describeTable } from './tables/describe-table.js'

/** COPY: reads the objects, and hands their rows to PostgreSQL's own COPY in the client's transaction. */
export function copyTask(statement: CopyStatement): Task {
  return async (context) => {
    const name = statement.schema === undefined ? [statement.table] : [statement.schema, statement.table]
    const table = await describeTable(context, name)
    if (!table) throw await missing(context, name)
    const load = new CopyLoad(statement, table, context.cluster.objects)
    const startedAt = new Date()
    const { session, database, queryId: query } = context
    const record = (failed: boolean) =>
      context.cluster.journal.record({ session, database, query, table, load, statement, startedAt, failed })
    try {
      await pump(context, load, table, statement.noLoad)
    } catch (error) {
      await record(true)
      await context.moved('copy', 0)
      throw error
    }
    await record(false)
    await context.moved('copy', load.loaded)
    for (const notice of notices(table, load)) context.inform(notice)
    return 'COPY'
  }
}

/**
 * The error if no table of this name can be loaded. One that was made since the transaction
 * took its snapshot is in the catalog, and cannot be read
 * (https://docs.aws.amazon.com/redshift/latest/dg/c_serial_isolation.html).
 */
async function missing(context: Context, name: readonly string[]): Promise<RedshiftError> {
  const text = quoteLiteral(name.map(quoteName).join('.'))
  const [row] = await context.query(
    `select 1 where postgres.to_regclass(${text}) is not null and not exists (select 1 from pg_catalog.pg_class where oid = postgres.to_regclass(${text}))`,
  )
  return row
    ? new RedshiftError('1018', { detail: 'Relation does not exist' })
    : new RedshiftError(`Cannot COPY into nonexistent table ${name.at(-1)}`, { code: '42P01' })
}

async function pump(context: Context, load: CopyLoad, table: CopyTable, noLoad: boolean): Promise<void> {
  const rows = interruptible(load.rows(), context)
  if (noLoad) {
    for await (const chunk of rows) void chunk
    return
  }
  const name = `${quoteName(table.schema)}.${quoteName(table.name)}`
  const columns = load.columns.map(quoteName).join(', ')
  // Other writers wait for the end of the block, as they do on a cluster.
  if (context.inBlock) await context.query(`lock table ${name} in share row exclusive mode`)
  await context.copyIn(`copy ${name} (${columns}) from stdin`, rows)
}

/** https://docs.aws.amazon.com/redshift/latest/dg/tutorial-loading-run-copy.html */
function notices(table: CopyTable, load: CopyLoad): string[] {
  const into = `Load into table '${table.name}' completed`
  const loaded = `${into}, ${load.loaded} record(s) loaded successfully.`
  if (load.rejected === 0) return [loaded]
  const hint = "Check 'stl_load_errors' system table for details."
  return [loaded, `${into}, ${load.rejected} record(s) could not be loaded.  ${hint}`]
}

async function* interruptible(chunks: AsyncIterable<Buffer>, context: Context): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    checkCanceled(context)
    yield chunk
  }
}
