import type { AwsOperation } from '../operation.js'
import { submit } from './submit.js'

/** https://docs.aws.amazon.com/redshift-data/latest/APIReference/API_ExecuteStatement.html */
export const executeStatement: AwsOperation = {
  service: 'redshift-data',
  name: 'ExecuteStatement',
  run: (input, services, caller) =>
    submit(input, { sqls: [input.requiredText('Sql')], batch: false, atomic: false }, services, caller),
}
