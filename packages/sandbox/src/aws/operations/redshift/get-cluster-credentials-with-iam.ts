import type { AwsOperation } from '../operation.js'
import { checkClusterOf } from './clusters.js'

/** https://docs.aws.amazon.com/redshift/latest/APIReference/API_GetClusterCredentialsWithIAM.html */
export const getClusterCredentialsWithIam: AwsOperation = {
  service: 'redshift',
  name: 'GetClusterCredentialsWithIAM',
  run: async (input, { warehouse }, { databaseUser }) => {
    checkClusterOf(input, warehouse)
    const login = warehouse.issue({
      user: databaseUser,
      role: databaseUser,
      create: true,
      groups: [],
      database: input.text('DbName'),
      seconds: input.integer('DurationSeconds', { min: 900, max: 3600 }) ?? 900,
    })
    return {
      DbUser: login.user,
      DbPassword: login.password,
      Expiration: login.expiration,
      NextRefreshTime: login.expiration,
    }
  },
}
