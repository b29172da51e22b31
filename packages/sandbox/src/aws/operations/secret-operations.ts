import type { Secret } from '../account/secrets.js'
import type { Output } from '../calls/output.js'
import type { AwsOperation } from './operation.js'

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html */
export const getSecretValue: AwsOperation = {
  service: 'secretsmanager',
  name: 'GetSecretValue',
  run: async (input, { secrets }) => {
    const secret = secrets.find(input.requiredText('SecretId'))
    return {
      ...described(secret),
      SecretString: secret.text,
      VersionStages: ['AWSCURRENT'],
      CreatedDate: secret.createdAt,
    }
  },
}

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html */
export const createSecret: AwsOperation = {
  service: 'secretsmanager',
  name: 'CreateSecret',
  run: async (input, { secrets }) =>
    described(secrets.create(input.requiredText('Name'), input.requiredText('SecretString'))),
}

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutSecretValue.html */
export const putSecretValue: AwsOperation = {
  service: 'secretsmanager',
  name: 'PutSecretValue',
  run: async (input, { secrets }) => ({
    ...described(secrets.update(input.requiredText('SecretId'), input.requiredText('SecretString'))),
    VersionStages: ['AWSCURRENT'],
  }),
}

function described({ arn, name, version }: Secret): Output {
  return { ARN: arn, Name: name, VersionId: version }
}
