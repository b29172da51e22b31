import type { S3ClientConfig } from '@aws-sdk/client-s3'
import { S3Client } from './aws-sdk.js'
import type { S3Options } from './s3-options.js'

const CONNECT_TIMEOUT = 5_000
const IDLE_TIMEOUT = 60_000
const SILENT = { debug() {}, info() {}, warn() {}, error() {} }

/**
 * A client as all of Arbalest's packages use it, against AWS and third-party
 * servers alike. Does no I/O; its maker calls its `destroy()`.
 *
 * How often a request is tried is the SDK's business (three times, or
 * `AWS_MAX_ATTEMPTS`). A connection that takes 5 seconds to open, or on which
 * nothing moves for a minute, is given up.
 */
export function createS3Client({ region, endpoint, forcePathStyle }: S3Options = {}): S3Client {
  const client = new S3Client({
    ...(region !== undefined && { region }),
    ...(endpoint !== undefined && { endpoint }),
    ...(forcePathStyle !== undefined && { forcePathStyle }),
    // Servers other than AWS refuse, or mistake for content, the checksums that the SDK adds by
    // default: https://github.com/aws/aws-sdk-js-v3/issues/6810
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    // It would print what is thrown, too.
    logger: SILENT,
    requestHandler: { connectionTimeout: CONNECT_TIMEOUT, socketTimeout: IDLE_TIMEOUT },
  })
  if (forcePathStyle === undefined) usePathStyleAtEndpoints(client.config)
  return client
}

/**
 * Has the bucket stand in the path wherever an endpoint is given, by option,
 * environment or profile alike: that is known only once the SDK has looked, and
 * `bucket.localhost` is a name that nobody resolves.
 */
function usePathStyleAtEndpoints(config: Required<Pick<S3ClientConfig, 'endpointProvider'>>): void {
  const provide = config.endpointProvider
  config.endpointProvider = (parameters, context) =>
    provide(parameters.Endpoint === undefined ? parameters : { ...parameters, ForcePathStyle: true }, context)
}
