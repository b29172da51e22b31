import type { AwsOperation } from '../operation.js'
import { checkClusterOf } from './clusters.js'

/** https://docs.aws.amazon.com/redshift/latest/APIReference/API_GetClusterCredentials.html */
export const getClusterCredentials: AwsOperation = {
  service: 'redshift',
  name: 'GetClusterCredentials',
  run: async (input, { warehouse }) => {
    checkClusterOf(input, warehouse)
    const create = input.flag('AutoCreate') ?? false
    const role = input.requiredText('DbUser')
    const login = warehouse.issue({
      user: `${create ? 'IAMA' : 'IAM'}:${role}`,
      role,
      create,
      groups: input.texts('DbGroups') ?? [],
      database: input.text('DbName'),
      seconds: input.integer('DurationSeconds', { min: 900, max: 3600 }) ?? 900,
    })
    return { DbUser: login.user, DbPassword: login.password, Expiration: login.expiration }
  },
}
