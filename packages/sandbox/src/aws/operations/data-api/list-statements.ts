import type { Output } from '../../calls/output.js'
import type { Statement } from '../../data-api/statement.js'
import type { AwsOperation } from '../operation.js'
import { pageOf } from './page.js'

const STATUSES = ['SUBMITTED', 'PICKED', 'STARTED', 'FINISHED', 'ABORTED', 'FAILED', 'ALL'] as const

/** https://docs.aws.amazon.com/redshift-data/latest/APIReference/API_ListStatements.html */
export const listStatements: AwsOperation = {
  service: 'redshift-data',
  name: 'ListStatements',
  run: async (input, { dataApi }) => {
    const status = input.oneOf('Status', STATUSES) ?? 'FINISHED'
    const name = input.text('StatementName')?.toLowerCase()
    const [cluster, workgroup] = [input.text('ClusterIdentifier'), input.text('WorkgroupName')]
    const database = input.text('Database')
    const matching = dataApi.statements.filter(
      ({ status: own, submission, session: { target } }) =>
        (status === 'ALL' || own === status) &&
        (name === undefined || submission.name?.toLowerCase().startsWith(name)) &&
        (cluster === undefined || target.cluster === cluster) &&
        (workgroup === undefined || target.workgroup === workgroup) &&
        (database === undefined || target.database === database),
    )
    const { items, next } = pageOf(matching, input)
    return { Statements: items.map(listed), NextToken: next }
  },
}

function listed(statement: Statement): Output {
  const { submission, session } = statement
  return {
    Id: statement.id,
    StatementName: submission.name,
    Status: statement.status,
    CreatedAt: statement.createdAt,
    UpdatedAt: statement.updatedAt,
    IsBatchStatement: submission.batch,
    QueryString: submission.batch ? undefined : submission.sqls[0],
    QueryStrings: submission.batch ? submission.sqls : undefined,
    QueryParameters: submission.parameters.length > 0 ? submission.parameters : undefined,
    SecretArn: session.target.secret,
    ResultFormat: submission.format,
    SessionId: session.keepAlive > 0 ? session.id : undefined,
  }
}
