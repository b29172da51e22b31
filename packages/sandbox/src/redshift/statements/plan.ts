import { parseCopy } from '../copy/parameters/parse-copy.js'
import { createTableRule, readCreateTable } from '../sql/ddl/create-table.js'
import { createViewRule } from '../sql/ddl/create-view.js'
import { rewrite } from '../sql/edit.js'
import { EXPRESSION_RULES } from '../sql/expression-rules.js'
import { quoteName } from '../sql/names.js'
import { maintenanceRule } from '../sql/maintenance-rule.js'
import { refuseStatement } from '../sql/refuse-statement.js'
import { selectIntoRule } from '../sql/select-into-rule.js'
import { settingsRule } from '../sql/settings-rule.js'
import type { Statement } from '../sql/split-statements.js'
import { TokenReader } from '../sql/token-reader.js'
import type { Token } from '../sql/tokens.js'
import { transactionRule } from '../sql/transaction-rule.js'
import { parseUnload } from '../unload/parse-unload.js'
import { alterTable } from './alter-table.js'
import type { Task } from './context.js'
import { copyTask } from './copy-task.js'
import { createTableTask } from './create-table-task.js'
import { alterIsolationTask, createDatabaseTask, dropDatabaseTask } from './database-task.js'
import { merge } from './merge.js'
import { truncateTask } from './truncate-task.js'
import { unloadTask } from './unload-task.js'

/** How a statement is carried out: by PostgreSQL, in its words, or by the sandbox. */
export type Plan =
  | {
      readonly sql: string
      /** The table, as PostgreSQL names it, whose other writers wait for the end of the transaction. */
      readonly writes?: string
    }
  | { readonly task: Task }

const RULES = [
  transactionRule,
  settingsRule,
  maintenanceRule,
  createTableRule,
  createViewRule,
  selectIntoRule,
  ...EXPRESSION_RULES,
]

/** Decides how `statement` is carried out; throws a RedshiftError where Redshift would refuse it. */
export function plan(statement: Statement): Plan {
  refuseStatement(statement)
  const writes = writtenTable(new TokenReader(statement.tokens))
  const known = special(statement)
  if (known) return known
  return { sql: rewrite(statement, RULES), ...(writes === undefined ? {} : { writes }) }
}

/** The table that an INSERT, UPDATE, DELETE or MERGE is about. */
function writtenTable(reader: TokenReader): string | undefined {
  const writes =
    reader.accept('insert', 'into') ||
    reader.accept('merge', 'into') ||
    reader.accept('update') ||
    reader.accept('delete', 'from') ||
    reader.accept('delete')
  return writes ? reader.name()?.map(quoteName).join('.') : undefined
}

/** Statements that take more than other words. */
function special(statement: Statement): Plan | undefined {
  const { text, tokens } = statement
  const reader = new TokenReader(tokens)
  const written = (part: readonly Token[]) => rewrite({ text, tokens: part }, RULES)
  if (reader.accept('copy')) return { task: copyTask(parseCopy(text)) }
  if (reader.sees('unload')) return { task: unloadTask(parseUnload(text)) }
  if (reader.sees('truncate')) return { task: truncateTask(written(tokens)) }
  if (reader.sees('alter', 'table')) return alterTable(statement)
  if (reader.sees('merge')) return merge(statement, written)
  if (reader.accept('create', 'database')) return { task: createDatabaseTask(reader) }
  const table = readCreateTable(statement)
  if (table && Object.keys(table.storage).length > 0) return { task: createTableTask(written(tokens), table) }
  if (reader.accept('drop', 'database')) return { task: dropDatabaseTask(reader.word(), written(tokens)) }
  if (reader.accept('alter', 'database')) {
    const database = reader.word()
    if (reader.sees('isolation')) return { task: alterIsolationTask(database, reader) }
  }
  return undefined
}
