import { closedObject } from '@arbalest/core/plugin'
import * as v from 'valibot'

/**
 * How S3 is reached. Credentials are no option: they come from the AWS SDK's own
 * chain (environment, shared files, SSO, container and instance roles).
 */
export interface S3Options {
  /** The buckets' region, such as `eu-west-1`. Default: as the SDK finds it (`AWS_REGION`, profile). */
  readonly region?: string | undefined
  /** The URL of an S3 server. Default: as the SDK finds it (`AWS_ENDPOINT_URL_S3`, profile), otherwise AWS. */
  readonly endpoint?: string | undefined
  /** Whether the bucket stands in the path rather than in the host name. Default: true if there is an endpoint. */
  readonly forcePathStyle?: boolean | undefined
}

/** A valibot schema for {@link S3Options}; a plugin spreads its `entries` among those of its own options. */
export const s3OptionsSchema = closedObject({
  region: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^[a-z0-9-]+$/, 'must be a region, such as eu-west-1.'),
      v.description('The region of the buckets, such as eu-west-1. Default: found by the AWS SDK.'),
    ),
  ),
  endpoint: v.optional(
    v.pipe(
      v.string(),
      v.check(
        isServer,
        'must be the URL of an S3 server, such as https://s3.example.com, without a password.',
      ),
      v.description('The URL of an S3 server. Default: found by the AWS SDK, otherwise AWS.'),
    ),
  ),
  forcePathStyle: v.optional(
    v.pipe(
      v.boolean('must be true or false.'),
      v.description(
        'Whether the bucket is in the path, not in the host name. Default: true if there is an endpoint.',
      ),
    ),
  ),
})

function isServer(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, username, password } = new URL(text)
  return /^https?:$/.test(protocol) && !username && !password
}
