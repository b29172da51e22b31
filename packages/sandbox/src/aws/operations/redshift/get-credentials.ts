import type { AwsOperation } from '../operation.js'
import { checkWorkgroup, checkWorkgroupAt } from './workgroups.js'

/** https://docs.aws.amazon.com/redshift-serverless/latest/APIReference/API_GetCredentials.html */
export const getCredentials: AwsOperation = {
  service: 'redshift-serverless',
  name: 'GetCredentials',
  run: async (input, { warehouse }, { databaseUser }) => {
    const workgroup = input.text('workgroupName')
    if (workgroup === undefined) checkWorkgroupAt(input.text('customDomainName'), warehouse)
    else checkWorkgroup(workgroup, warehouse)
    const login = warehouse.issue({
      user: databaseUser,
      role: databaseUser,
      create: true,
      groups: [],
      database: input.text('dbName'),
      seconds: input.integer('durationSeconds', { min: 900, max: 3600 }) ?? 900,
    })
    return {
      dbUser: login.user,
      dbPassword: login.password,
      expiration: login.expiration,
      nextRefreshTime: login.expiration,
    }
  },
}
