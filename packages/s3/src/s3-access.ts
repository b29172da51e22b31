import { remedyFor, type Finding, type Remedy, type Right } from '@arbalest/core/plugin'
import { S3Error } from './s3-error.js'
import type { S3Place } from './s3-url.js'

/** The user who runs Arbalest, as the holder of a right. */
export const CALLER = 'who runs Arbalest'

/** Who can give rights on AWS. */
export const AWS_ADMINISTRATOR = 'who manages access to AWS'

/** An action of IAM on S3 (https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html). */
export type S3Action = 's3:ListBucket' | 's3:GetObject' | 's3:PutObject' | 's3:DeleteObject'

/** The right to do `action` in a bucket, or, unless it is about the bucket itself, with what begins with the key of `place`. */
export function s3Right(holder: string, action: S3Action, { bucket, key = '' }: S3Place): Right {
  const arn = `arn:aws:s3:::${bucket}`
  const resource = action === 's3:ListBucket' ? arn : `${arn}/${key}*`
  return {
    holder,
    ask: AWS_ADMINISTRATOR,
    grant: { Effect: 'Allow', Action: [action], Resource: [resource] },
  }
}

/** The remedy if `message` says that a key of KMS may not be used; undefined if it does not. */
export function remedyForKey(message: string, holder: string): Remedy | undefined {
  const [action] = /\bkms:\w+/i.exec(message) ?? []
  if (action === undefined) return undefined
  const [key = 'arn:aws:kms:*:*:key/*'] = /arn:aws[\w-]*:kms:[\w-]*:\d*:key\/[\w-]+/.exec(message) ?? []
  return remedyFor({
    holder,
    ask: 'who manages the keys of KMS',
    grant: { Effect: 'Allow', Action: [action], Resource: [key] },
  })
}

/**
 * Does `work`, which needs `right`, and returns what came of it; what it returns is the detail.
 * Throws what is no `S3Error`.
 */
export async function accessFinding(
  check: string,
  right: Right,
  work: () => Promise<string | undefined>,
): Promise<Finding> {
  try {
    return { check, outcome: 'passed', detail: await work() }
  } catch (error) {
    if (!(error instanceof S3Error)) throw error
    const { message, lacksRight } = error
    const remedy = lacksRight ? (remedyForKey(message, right.holder) ?? remedyFor(right)) : undefined
    return { check, outcome: 'failed', detail: message, remedy }
  }
}
