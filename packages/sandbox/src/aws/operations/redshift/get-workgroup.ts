import { ACCOUNT } from '../../account/identity.js'
import type { AwsOperation } from '../operation.js'
import { checkWorkgroup } from './workgroups.js'

/** https://docs.aws.amazon.com/redshift-serverless/latest/APIReference/API_GetWorkgroup.html */
export const getWorkgroup: AwsOperation = {
  service: 'redshift-serverless',
  name: 'GetWorkgroup',
  run: async (input, { warehouse }) => {
    const name = checkWorkgroup(input.requiredText('workgroupName'), warehouse)
    const { host, port, region } = warehouse
    return {
      workgroup: {
        workgroupName: name,
        workgroupArn: `arn:aws:redshift-serverless:${region}:${ACCOUNT}:workgroup/${name}`,
        namespaceName: name,
        status: 'AVAILABLE',
        endpoint: { address: host, port },
        port,
        baseCapacity: 8,
        enhancedVpcRouting: false,
        publiclyAccessible: false,
      },
    }
  },
}
