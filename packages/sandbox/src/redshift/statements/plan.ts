import { parseCopy } from '../copy/parameters/parse-copy.js'
import { maintenanceRule } from '../sql/commands/maintenance-rule.js'
import { showCatalog } from '../sql/commands/show-catalog.js'
import { schemaQuotaRule } from '../sql/commands/schema-quota-rule.js'
import { settingsRule } from '../sql/commands/settings-rule.js'
import { createViewRule, selectIntoRule } from '../sql/ddl/create-as-rules.js'
import { EXPRESSION_RULES } from '../sql/expressions/expression-rules.js'
import { refuseStatement } from '../sql/refusals/refuse-statement.js'
import type { Statement } from '../sql/tokens/split-statements.js'
import { TokenReader } from '../sql/tokens/token-reader.js'
import type { Token } from '../sql/tokens/tokens.js'
import { type Translation, translation } from '../sql/translation/translation.js'
import { grantRule } from '../sql/users/grant-rule.js'
import { userRule } from '../sql/users/user-rule.js'
import { type Edit, type Rule, type Written, rewrite } from '../sql/writing/edit.js'
import { quoteLiteral } from '../sql/writing/literals.js'
import { quoteName } from '../sql/writing/names.js'
import { parseUnload } from '../unload/parse-unload.js'
import type { Plan, Task } from './context/context.js'
import { alterMaterializedView } from './alter-materialized-view.js'
import { alterSchema } from './alter-schema.js'
import { assumeRoleTask } from './assume-role.js'
import { commentTask } from './comment-task.js'
import { copyTask } from './copy-task.js'
import { alterDatabaseTask, createDatabaseTask, dropDatabaseTask } from './database-task.js'
import { merge } from './merge.js'
import { alterRoleTask, dropRoleTask, systemRightsTask } from './roles.js'
import { createRoutine } from './routines/create-routine.js'
import { procedureArgumentsRule } from './routines/procedure-arguments-rule.js'
import { PlainPlans } from './plain-plans.js'
import { planOfPlainRows } from './plain-rows.js'
import { schemasWithDatabase, schemaTask } from './schema-with-database.js'
import { alterTable } from './tables/alter-table.js'
import { type Creation, creationTask, readCreation } from './tables/creation.js'
import { unloadTask } from './unload-task.js'
import { useTask } from './use-task.js'

const RULES: readonly Rule[] = [
  transactionRule,
  procedureArgumentsRule,
  settingsRule,
  schemaQuotaRule,
  maintenanceRule,
  createViewRule,
  selectIntoRule,
  userRule,
  grantRule,
  ...EXPRESSION_RULES,
]

/** How many plans are kept, and for statements of what length in characters. */
const KEPT = 500
const LONGEST_KEPT = 4096

/** The plans of statements by their texts, apart from those with names that keep their case, the oldest first, as programs repeat theirs. */
const plans = new Map<string, Plan>()

const plainPlans = new PlainPlans(makePlan, (statement) => writer(statement, [])(statement.tokens))

/** Decides how `statement` is carried out; throws `RedshiftError` if Redshift would refuse it. */
export function plan(statement: Statement): Plan {
  const { text } = statement
  if (statement.caseSensitive) return makePlan(statement)
  const known = plans.get(text) ?? plainPlans.recall(statement)
  if (known) return known
  const made = makePlan(statement)
  plainPlans.learn(statement, made)
  if ('sql' in made && text.length <= LONGEST_KEPT) {
    const [oldest] = plans.size >= KEPT ? plans.keys() : []
    if (oldest !== undefined) plans.delete(oldest)
    plans.set(text, made)
  }
  return made
}

function makePlan(statement: Statement): Plan {
  return planOfPlainRows(statement, makeWholePlan) ?? makeWholePlan(statement)
}

function makeWholePlan(statement: Statement): Plan {
  refuseStatement(statement)
  const { tokens } = statement
  const shown = showCatalog(statement)
  if (shown !== undefined) return { sql: () => Promise.resolve(shown) }
  const routine = createRoutine(statement, routineStatement)
  if (routine) return { sql: routine }
  const creation = readCreation(statement)
  const schemas = [...schemasWithDatabase(tokens)]
  const written = writer(statement, creation?.edits ?? schemas.map(({ edit }) => edit))
  if (schemas.length > 0) return { task: schemaTask(written(tokens), schemas, tagOf(tokens)) }
  const known = special(statement, written, creation)
  if (known) return known
  const writes = writtenTable(new TokenReader(tokens))
  return { sql: translation(written(tokens), tokens), ...(writes === undefined ? {} : { writes }) }
}

/**
 * What PostgreSQL does for `statement` within a procedure that has these variables, which a statement that
 * takes the sandbox itself, such as COPY, does not see. Throws `RedshiftError` if the statement is refused.
 */
export function routineStatement(statement: Statement, variables: Iterable<string>): Translation {
  refuseStatement(statement)
  const { tokens } = statement
  const creation = readCreation(statement)
  const written = writer(statement, creation?.edits ?? [])
  const sql = () => translation(written(tokens), tokens, variables)
  if (creation) {
    const records = creation.records.map(
      (record) => `do $do$ begin ${record.replace(/^select/, 'perform')}; end $do$`,
    )
    const made = followedBy(sql(), records)
    if (!creation.furtherEntries) return made
    return (catalog) => {
      catalog.expectFurtherEntries()
      return made(catalog)
    }
  }
  if (tokens[0]?.value === 'truncate') return followedBy(sql(), ['commit'])
  const known = special(statement, written, creation)
  if (known) return 'sql' in known ? known.sql : () => Promise.resolve(performed(statement))
  return sql()
}

/** Has the sandbox perform `statement`; may stand in a body as well as in its EXECUTE. */
function performed({ text }: Statement): string {
  return `do ${quoteLiteral(`begin perform redshift.performed(${quoteLiteral(text)}); end`)}`
}

function followedBy(sql: Translation, more: readonly string[]): Translation {
  return async (catalog) => [await sql(catalog), ...more].join('; ')
}

function writer({ text, tokens }: Statement, edits: readonly Edit[]): Written {
  const rules: readonly Rule[] =
    edits.length > 0 ? [(part) => (part.tokens === tokens ? edits : []), ...RULES] : RULES
  return (part) => rewrite({ text, tokens: part }, rules)
}

/** The command tag of a statement about a schema: GRANT, REVOKE, COMMENT, or two words. */
function tagOf([verb, noun]: readonly Token[]): string {
  const tag = noun?.value === 'schema' ? `${verb?.text} ${noun.text}` : (verb?.text ?? '')
  return tag.toUpperCase()
}

/** Redshift accepts an isolation level and ignores it. https://docs.aws.amazon.com/redshift/latest/dg/r_BEGIN.html */
function* transactionRule({ tokens }: Statement): Generator<Edit> {
  const reader = new TokenReader(tokens)
  if (!reader.accept('begin') && !reader.accept('start')) return
  const [first, last] = [tokens[0], tokens.at(-1)]
  if (first && last) yield { start: first.start, end: last.end, text: 'begin' }
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
function special(statement: Statement, written: Written, creation: Creation | undefined): Plan | undefined {
  const { tokens } = statement
  const reader = new TokenReader(tokens)
  const used = useTask(new TokenReader(tokens))
  if (used) return { task: used }
  if (reader.accept('copy')) return { task: copyTask(parseCopy(tokens)) }
  if (reader.sees('unload')) return { task: unloadTask(parseUnload(tokens), statement.caseSensitive) }
  if (reader.sees('truncate')) return { task: truncateTask(translation(written(tokens), tokens)) }
  if (reader.sees('alter', 'table')) return alterTable(statement)
  if (reader.sees('merge')) return merge(statement, written)
  if (reader.accept('create', 'database')) return { task: createDatabaseTask(reader) }
  if (creation && creation.records.length > 0)
    return { task: creationTask(translation(written(tokens), tokens), creation) }
  if (reader.accept('alter', 'materialized', 'view')) return alterMaterializedView(reader)
  const noun = tokens[2]
  if (noun && reader.accept('comment', 'on', 'view'))
    return { task: commentTask(reader, noun, translation(written(tokens), tokens)) }
  if (reader.accept('alter', 'schema')) return alterSchema(reader)
  const rights = assumeRoleTask(new TokenReader(tokens)) ?? systemRightsTask(new TokenReader(tokens))
  if (rights) return { task: rights }
  if (reader.accept('alter', 'role')) return { task: alterRoleTask(reader) }
  if (reader.accept('drop', 'role')) return { task: dropRoleTask(reader) }
  if (reader.accept('drop', 'database')) return { task: dropDatabaseTask(reader.word(), written(tokens)) }
  const task = reader.accept('alter', 'database') ? alterDatabaseTask(reader) : undefined
  return task && { task }
}

/** TRUNCATE: commits, with it all that its block had done. https://docs.aws.amazon.com/redshift/latest/dg/r_TRUNCATE.html */
function truncateTask(sql: Translation): Task {
  return async (context) => {
    await context.query(await sql(context.catalog))
    if (context.inBlock || context.inPipeline) await context.query('commit')
    return 'TRUNCATE TABLE'
  }
}
