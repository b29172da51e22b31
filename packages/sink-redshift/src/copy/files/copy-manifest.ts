import { ConfigError, type SourceObject } from '@arbalest/core/plugin'

/**
 * A manifest with which COPY loads these objects, and fails if one is missing. If they are
 * `columnar`, it has their sizes, which COPY needs for them
 * (https://docs.aws.amazon.com/redshift/latest/dg/loading-data-files-using-manifest.html).
 * Throws `ConfigError` if one is not in S3, because COPY could not read it.
 */
export function copyManifest(objects: readonly SourceObject[], columnar = false): string {
  const elsewhere = objects.find(({ url }) => !url.startsWith('s3://'))
  if (elsewhere) {
    throw new ConfigError(
      'CONFIG_INVALID',
      `Redshift loads only from S3, and "${elsewhere.url}" is not in S3: set staging of the sink to a place in S3, to which it is copied while COPY reads it, or use a source whose objects are in S3.`,
    )
  }
  const entries = objects.map(({ url, size }) => ({
    url,
    mandatory: true,
    ...(columnar && { meta: { content_length: size } }),
  }))
  return JSON.stringify({ entries })
}
