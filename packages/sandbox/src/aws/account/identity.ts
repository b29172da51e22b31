/** Who makes a call, as AWS knows them. */
export interface Identity {
  readonly account: string
  readonly arn: string
  readonly userId: string
  /** The database user that IAM makes of them: `IAM:name`, or `IAMR:role` for an assumed role. */
  readonly databaseUser: string
}

/** The account that all resources of a sandbox belong to. */
export const ACCOUNT = '123456789012'

/**
 * The identity that an access key belongs to: an IAM user of the key's own name, unless `arn` names another,
 * such as `arn:aws:sts::123456789012:assumed-role/loader/session`.
 */
export function identityOf(accessKeyId: string, arn?: string): Identity {
  const full = arn ?? `arn:aws:iam::${ACCOUNT}:user/${accessKeyId}`
  const [, , , , account = ACCOUNT, resource = ''] = full.split(':')
  const [kind, ...names] = resource.split('/')
  const assumed = kind === 'assumed-role'
  const name = (assumed ? names[0] : names.at(-1)) ?? ''
  return {
    account,
    arn: full,
    userId: assumed ? `AROASANDBOX:${names[1] ?? ''}` : 'AIDASANDBOX',
    databaseUser: `${assumed ? 'IAMR' : 'IAM'}:${name}`,
  }
}
