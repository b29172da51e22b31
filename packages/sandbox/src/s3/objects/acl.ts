import { OWNER } from '../protocol/owner.js'
import { S3Error } from '../protocol/s3-error.js'
import { xmlDocument } from '../protocol/xml.js'
import { childrenOf, parseXml, textOf } from '../protocol/xml-body.js'

const GRANTEE = 'Grantee xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="CanonicalUser"'

/**
 * The access control list of every bucket and object: its owner may do everything, as ACLs are disabled.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html
 */
export function aclDocument(): string {
  return xmlDocument('AccessControlPolicy', {
    Owner: OWNER,
    AccessControlList: { Grant: { [GRANTEE]: OWNER, Permission: 'FULL_CONTROL' } },
  })
}

/**
 * Checks the list in a request's body; there is none if the request names a canned list by header. Throws
 * `AccessControlListNotSupported` unless it gives the owner full control and nobody else anything.
 */
export function checkAcl(text: string): void {
  if (text === '') return
  const [list = ''] = childrenOf(parseXml(text, 'AccessControlPolicy'), 'AccessControlList')
  const grants = childrenOf(list, 'Grant')
  const isUsual = grants.every((grant) => {
    const [grantee = ''] = childrenOf(grant, 'Grantee')
    return textOf(grantee, 'ID') === OWNER.ID && textOf(grant, 'Permission') === 'FULL_CONTROL'
  })
  if (grants.length === 0 || !isUsual) throw new S3Error('AccessControlListNotSupported')
}
