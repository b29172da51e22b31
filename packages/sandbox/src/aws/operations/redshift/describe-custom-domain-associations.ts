import { AwsError } from '../../calls/aws-error.js'
import type { AwsOperation } from '../operation.js'
import { domainsOf } from './custom-domains.js'

/** https://docs.aws.amazon.com/redshift/latest/APIReference/API_DescribeCustomDomainAssociations.html */
export const describeCustomDomainAssociations: AwsOperation = {
  service: 'redshift',
  name: 'DescribeCustomDomainAssociations',
  run: async (input, { warehouse }) => {
    const domain = input.text('CustomDomainName')
    const certificate = input.text('CustomDomainCertificateArn')
    const found = domainsOf('cluster', warehouse, { domain, certificate })
    if (domain !== undefined && found.length === 0) {
      throw new AwsError('CustomDomainAssociationNotFoundFault', `Custom domain name ${domain} not found.`, {
        status: 404,
      })
    }
    return {
      Associations: {
        Association: found.map((association) => ({
          CustomDomainCertificateArn: association.certificate,
          CertificateAssociations: {
            CertificateAssociation: [
              { CustomDomainName: association.domain, ClusterIdentifier: association.name },
            ],
          },
        })),
      },
    }
  },
}
