import { isKnown, type Warehouse } from '../../account/warehouse.js'
import { AwsError, invalid } from '../../calls/aws-error.js'
import { hasDomain } from './custom-domains.js'

/** The name in `workgroup`, a name or an ARN. Throws a ResourceNotFoundException unless the warehouse goes by it. */
export function checkWorkgroup(workgroup: string, { workgroups }: Warehouse): string {
  const name = workgroup.split('/').at(-1) ?? workgroup
  if (isKnown(name, workgroups)) return name
  throw new AwsError('ResourceNotFoundException', `Workgroup ${name} was not found.`, {
    members: { resourceName: name },
  })
}

/** Throws a ResourceNotFoundException unless the warehouse is the workgroup that has this domain name. */
export function checkWorkgroupAt(domain: string | undefined, warehouse: Warehouse): void {
  if (domain === undefined) throw invalid('Either workgroupName or customDomainName must be given.')
  if (hasDomain('workgroup', domain, warehouse)) return
  throw new AwsError('ResourceNotFoundException', `Custom domain name ${domain} was not found.`, {
    members: { resourceName: domain },
  })
}
