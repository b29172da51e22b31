import { parseCopy } from '../copy/parse-copy.js'
import { alterTableRule } from '../sql/ddl/alter-table.js'
import { createTableRule } from '../sql/ddl/create-table.js'
import { rewrite } from '../sql/edit.js'
import { nameRule } from '../sql/names.js'
import type { Statement } from '../sql/split-statements.js'
import { transactionRule } from '../sql/transaction-rule.js'
import type { Task } from './context.js'
import { copyTask } from './copy-task.js'

/** How a statement is carried out: by PostgreSQL, in its words, or by the sandbox. */
export type Plan = { readonly sql: string } | { readonly task: Task }

/** Decides how `statement` is carried out; throws a RedshiftError where Redshift would not have it. */
export function plan(statement: Statement): Plan {
  const first = statement.tokens[0]
  if (first?.kind === 'word' && first.value === 'copy') return { task: copyTask(parseCopy(statement.text)) }
  const { text } = statement
  return { sql: rewrite(statement, [transactionRule, createTableRule(text), alterTableRule(text), nameRule]) }
}
