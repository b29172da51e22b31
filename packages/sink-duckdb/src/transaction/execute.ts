import { SinkError, type Statement, type StatementValue } from '@arbalest/core/plugin'
import { StatementType, timestampValue, type DuckDBConnection, type DuckDBValue } from '@duckdb/node-api'
import { toSqlError } from '../duckdb-error.js'
import { withoutGaps } from './split-statements.js'

/**
 * Runs a statement of the user's, if `mayRun` its type; returns whether it ran. Throws `SinkError` with the code `SQL_FAILED` if it is more than
 * one statement, or one that would end the transaction.
 */
export async function execute(
  connection: DuckDBConnection,
  statement: Statement,
  mayRun: (type: StatementType) => boolean = () => true,
): Promise<boolean> {
  const { text, values = [] } = withoutGaps(statement)
  try {
    const prepared = await connection.prepare(text)
    try {
      const { statementType } = prepared
      if (statementType === StatementType.TRANSACTION) throw endsTransaction()
      if (!mayRun(statementType)) return false
      // One of several statements of a text may take none of the values.
      if (prepared.parameterCount > 0) prepared.bind(values.map(valueOf))
      await prepared.run()
      return true
    } finally {
      prepared.destroySync()
    }
  } catch (error) {
    throw toSqlError('run the statement', error)
  }
}

function endsTransaction(): SinkError {
  return new SinkError('SQL_FAILED', 'The statement would begin or end a transaction: a step has its own.')
}

function valueOf(value: StatementValue): DuckDBValue {
  return value instanceof Date ? timestampValue(BigInt(value.valueOf()) * 1000n) : value
}
