import { bindParameters } from './bind-parameters.js'
import { queryResult } from './query-result.js'
import type { Session } from './session.js'
import type { Statement, SubStatement } from './statement.js'
import { statementError } from './statement-error.js'

/** Bytes that a result may have: https://docs.aws.amazon.com/redshift/latest/mgmt/data-api.html */
const LARGEST_RESULT = 100 * 1024 * 1024

/** What the statements of a transaction are given that come after one that failed. */
const NOT_REACHED = 'Connection or an prior query failed.'

/** Runs all of `statement` in its session; its parts hold what goes wrong. */
export async function runStatement(statement: Statement): Promise<void> {
  const { session, submission } = statement
  statement.status = 'PICKED'
  try {
    await session.connect()
    statement.status = 'STARTED'
    const transaction = submission.batch && submission.atomic
    if (transaction) await session.query('begin')
    for (const part of statement.parts) {
      if (statement.canceled) part.end('ABORTED', CANCELED)
      else if (transaction && statement.failure) part.end('ABORTED', NOT_REACHED)
      else await runPart(part, statement)
    }
    if (transaction) await session.query(statement.failure ? 'rollback' : 'commit')
  } catch (error) {
    for (const part of statement.parts) {
      if (part.status !== 'FAILED' && part.status !== 'ABORTED') part.end('FAILED', statementError(error))
    }
  }
  session.rest()
  if (!statement.failure) statement.status = 'FINISHED'
  else statement.status = statement.canceled ? 'ABORTED' : 'FAILED'
}

const CANCELED = "ERROR: Query (0) canceled on user's request"

async function runPart(part: SubStatement, statement: Statement): Promise<void> {
  const { session, submission } = statement
  part.status = 'STARTED'
  const started = performance.now()
  const before = session.lastLoad()
  try {
    const { text, values } = bindParameters(part.sql, submission.parameters)
    const answer = await session.query(text, values)
    const result = queryResult(answer, await tablesOf(session, answer.fields))
    if (result.size > LARGEST_RESULT)
      throw new Error(`The result has ${result.size} bytes, and may have ${LARGEST_RESULT}`)
    part.result = result
    part.status = 'FINISHED'
  } catch (error) {
    part.end(statement.canceled ? 'ABORTED' : 'FAILED', statementError(error))
  }
  const load = session.lastLoad()
  if (load !== before) part.queryId = load
  part.duration = Math.round((performance.now() - started) * 1e6)
}

/** The tables that columns come from, by their number; only a statement that has read tables already is asked for more. */
async function tablesOf(
  session: Session,
  fields: readonly { readonly tableID: number }[],
): Promise<Map<number, { schema: string; table: string }>> {
  const numbers = [...new Set(fields.map(({ tableID }) => tableID))].filter((number) => number > 0)
  if (numbers.length === 0) return new Map()
  const { rows } = await session.query(
    `select c.oid, n.nspname, c.relname from pg_catalog.pg_class c
     join pg_catalog.pg_namespace n on n.oid = c.relnamespace where c.oid in (${numbers.join(', ')})`,
  )
  return new Map(
    rows.map(([oid, schema, table]) => [Number(oid), { schema: schema ?? '', table: table ?? '' }]),
  )
}
