import { violates } from '../../calls/input.js'
import type { AwsOperation } from '../operation.js'
import { submit } from './submit.js'

const MOST_STATEMENTS = 40

/** https://docs.aws.amazon.com/redshift-data/latest/APIReference/API_BatchExecuteStatement.html */
export const batchExecuteStatement: AwsOperation = {
  service: 'redshift-data',
  name: 'BatchExecuteStatement',
  run: async (input, services, caller) => {
    const sqls = input.texts('Sqls')
    if (sqls === undefined) throw violates('Sqls', 'Member must not be null', 'null')
    if (sqls.length === 0) throw violates('Sqls', 'Member must have length greater than or equal to 1')
    if (sqls.length > MOST_STATEMENTS)
      throw violates('Sqls', `Member must have length less than or equal to ${MOST_STATEMENTS}`)
    const mode = input.oneOf('ExecutionMode', ['TRANSACTION', 'AUTO_COMMIT'] as const)
    return submit(input, { sqls, batch: true, atomic: mode !== 'AUTO_COMMIT' }, services, caller)
  },
}
