import { invalid } from '../../calls/aws-error.js'
import type { Output } from '../../calls/output.js'
import type { Session } from '../../data-api/session.js'
import type { AwsOperation } from '../operation.js'
import { pageOf } from './page.js'

const STATUSES = ['AVAILABLE', 'BUSY', 'CLOSED'] as const

/** https://docs.aws.amazon.com/redshift-data/latest/APIReference/API_ListSessions.html */
export const listSessions: AwsOperation = {
  service: 'redshift-data',
  name: 'ListSessions',
  run: async (input, { dataApi }) => {
    const status = input.oneOf('Status', STATUSES)
    const [cluster, workgroup] = [input.text('ClusterIdentifier'), input.text('WorkgroupName')]
    const database = input.text('Database')
    const id = input.text('SessionId')
    if (id !== undefined) {
      if (status ?? cluster ?? workgroup ?? database)
        throw invalid(
          'SessionId cannot be specified together with Status, ClusterIdentifier, WorkgroupName or Database.',
        )
      return { Sessions: [described(dataApi.findSession(id))] }
    }
    if (cluster !== undefined && workgroup !== undefined)
      throw invalid('ClusterIdentifier and WorkgroupName cannot be specified together.')
    const matching = dataApi.sessions.filter(
      (session) =>
        (status === undefined ? session.status !== 'CLOSED' : session.status === status) &&
        (cluster === undefined || session.target.cluster === cluster) &&
        (workgroup === undefined || session.target.workgroup === workgroup) &&
        (database === undefined || session.target.database === database),
    )
    const { items, next } = pageOf(matching, input)
    return { Sessions: items.map(described), NextToken: next }
  },
}

function described(session: Session): Output {
  const { target } = session
  return {
    SessionId: session.id,
    Status: session.status,
    CreatedAt: session.createdAt,
    UpdatedAt: session.updatedAt,
    Database: target.database,
    DbUser: target.user,
    ClusterIdentifier: target.cluster,
    WorkgroupName: target.workgroup,
    SessionAliveSeconds: session.keepAlive,
    SessionTtl: session.expiresAt,
    CurrentStatementId: session.current,
  }
}
