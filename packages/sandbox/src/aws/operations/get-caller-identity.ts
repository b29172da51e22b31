import type { AwsOperation } from './operation.js'

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
export const getCallerIdentity: AwsOperation = {
  service: 'sts',
  name: 'GetCallerIdentity',
  run: async (_input, _services, { account, arn, userId }) => ({
    Account: account,
    Arn: arn,
    UserId: userId,
  }),
}
