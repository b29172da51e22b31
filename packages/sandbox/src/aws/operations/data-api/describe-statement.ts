import type { Output } from '../../calls/output.js'
import type { Statement, SubStatement } from '../../data-api/statement.js'
import { describedTarget } from '../../data-api/target.js'
import type { AwsOperation } from '../operation.js'
import { readId } from './statement-id.js'
import { waitFor } from './wait.js'

/** https://docs.aws.amazon.com/redshift-data/latest/APIReference/API_DescribeStatement.html */
export const describeStatement: AwsOperation = {
  service: 'redshift-data',
  name: 'DescribeStatement',
  run: async (input, { dataApi }) => {
    const { statement, part } = dataApi.find(readId(input))
    await waitFor(statement, input)
    const { session, submission } = statement
    return {
      ...(part ? described(part) : describedBatch(statement)),
      ...describedTarget(session.target),
      SessionId: session.keepAlive > 0 ? session.id : undefined,
      RedshiftPid: session.process ?? 0,
      QueryParameters: submission.parameters.length > 0 ? submission.parameters : undefined,
      ResultFormat: submission.format,
    }
  },
}

function described(part: SubStatement): Output {
  const { result } = part
  return {
    Id: part.id,
    Status: part.status,
    Error: part.error,
    QueryString: part.sql,
    CreatedAt: part.createdAt,
    UpdatedAt: part.updatedAt,
    Duration: part.duration ?? -1,
    HasResultSet: result?.columns !== undefined,
    ResultRows: result?.count ?? -1,
    ResultSize: result?.columns === undefined ? -1 : result.size,
    RedshiftQueryId: part.queryId ?? (part.result ? 0 : -1),
  }
}

function describedBatch(statement: Statement): Output {
  const last = statement.parts.at(-1)?.result
  return {
    Id: statement.id,
    Status: statement.status,
    Error: statement.failure?.error,
    CreatedAt: statement.createdAt,
    UpdatedAt: statement.updatedAt,
    Duration: statement.hasEnded ? statement.parts.reduce((sum, { duration = 0 }) => sum + duration, 0) : -1,
    HasResultSet: statement.hasResult,
    ResultRows: last?.count ?? -1,
    ResultSize: statement.parts.reduce((sum, { result }) => sum + (result?.size ?? 0), 0),
    RedshiftQueryId: 0,
    SubStatements: statement.parts.map(described),
  }
}
