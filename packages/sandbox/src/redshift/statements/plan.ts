import { parseCopy } from '../copy/parse-copy.js'
import { createTableRule } from '../sql/ddl/create-table.js'
import { rewrite } from '../sql/edit.js'
import { EXPRESSION_RULES } from '../sql/expression-rules.js'
import { refuseStatement } from '../sql/refuse-statement.js'
import type { Statement } from '../sql/split-statements.js'
import { settingsRule } from '../sql/settings-rule.js'
import { transactionRule } from '../sql/transaction-rule.js'
import { alterTable } from './alter-table.js'
import type { Task } from './context.js'
import { copyTask } from './copy-task.js'
import { truncateTask } from './truncate-task.js'

/** How a statement is carried out: by PostgreSQL, in its words, or by the sandbox. */
export type Plan = { readonly sql: string } | { readonly task: Task }

const RULES = [transactionRule, settingsRule, createTableRule, ...EXPRESSION_RULES]

/** Decides how `statement` is carried out; throws a RedshiftError where Redshift would refuse it. */
export function plan(statement: Statement): Plan {
  refuseStatement(statement)
  const [first, second] = statement.tokens.map((token) => (token.kind === 'word' ? token.value : ''))
  if (first === 'copy') return { task: copyTask(parseCopy(statement.text)) }
  const sql = () => rewrite(statement, RULES)
  if (first === 'truncate') return { task: truncateTask(sql()) }
  if (first === 'alter' && second === 'table') return alterTable(statement) ?? { sql: sql() }
  return { sql: sql() }
}
