import type { AwsOperation } from '../operation.js'
import { domainsOf } from './custom-domains.js'

/** https://docs.aws.amazon.com/redshift-serverless/latest/APIReference/API_ListCustomDomainAssociations.html */
export const listCustomDomainAssociations: AwsOperation = {
  service: 'redshift-serverless',
  name: 'ListCustomDomainAssociations',
  run: async (input, { warehouse }) => {
    const domain = input.text('customDomainName')
    const certificate = input.text('customDomainCertificateArn')
    return {
      associations: domainsOf('workgroup', warehouse, { domain, certificate }).map((association) => ({
        customDomainName: association.domain,
        customDomainCertificateArn: association.certificate,
        workgroupName: association.name,
      })),
    }
  },
}
