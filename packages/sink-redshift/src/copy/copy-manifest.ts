import { ConfigError, type SourceObject } from '@arbalest/core'

/**
 * A manifest that has COPY load these objects, and fail where one is missing; with the
 * size of each where they are `columnar`, which COPY does not find out by itself
 * (https://docs.aws.amazon.com/redshift/latest/dg/loading-data-files-using-manifest.html).
 * Throws `ConfigError` where one is not in S3, as COPY could not reach it.
 */
export function copyManifest(objects: readonly SourceObject[], columnar = false): string {
  const elsewhere = objects.find(({ url }) => !url.startsWith('s3://'))
  if (elsewhere) {
    throw new ConfigError(
      'CONFIG_INVALID',
      `Redshift loads from S3 alone, and "${elsewhere.url}" is not there; use a source whose objects are.`,
    )
  }
  const entries = objects.map(({ url, size }) => ({
    url,
    mandatory: true,
    ...(columnar && { meta: { content_length: size } }),
  }))
  return JSON.stringify({ entries })
}
