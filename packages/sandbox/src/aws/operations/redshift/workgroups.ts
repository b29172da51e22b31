import { isKnown, type Warehouse } from '../../account/warehouse.js'
import { AwsError } from '../../calls/aws-error.js'

/** The name in `workgroup`, a name or an ARN. Throws a ResourceNotFoundException unless the warehouse goes by it. */
export function checkWorkgroup(workgroup: string, { workgroups }: Warehouse): string {
  const name = workgroup.split('/').at(-1) ?? workgroup
  if (isKnown(name, workgroups)) return name
  throw new AwsError('ResourceNotFoundException', `Workgroup ${name} was not found.`, {
    members: { resourceName: name },
  })
}
