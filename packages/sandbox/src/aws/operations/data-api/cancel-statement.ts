import { invalid } from '../../calls/aws-error.js'
import type { AwsOperation } from '../operation.js'
import { readId } from './statement-id.js'

/** https://docs.aws.amazon.com/redshift-data/latest/APIReference/API_CancelStatement.html */
export const cancelStatement: AwsOperation = {
  service: 'redshift-data',
  name: 'CancelStatement',
  run: async (input, { dataApi }) => {
    const { statement } = dataApi.find(readId(input))
    if (statement.hasEnded) {
      throw invalid(
        `Could not cancel a query that is already in ${statement.status} state with ID: ${statement.id}`,
      )
    }
    statement.canceled = true
    statement.session.cancel()
    return { Status: true }
  },
}
