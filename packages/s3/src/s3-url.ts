import { ConfigError } from '@arbalest/core'

/** What an S3 URL names: a bucket, or something in it. */
export interface S3Place {
  readonly bucket: string
  /** An object's key, or how keys begin; none for the bucket itself. */
  readonly key?: string | undefined
}

/**
 * Returns what `s3://bucket/key` names; `key` is empty for the bucket itself. A key is taken as it is: `%`, `?` and `#`
 * in it mean nothing. Throws `ConfigError` if `url` is no such URL.
 *
 * @example
 * ```ts
 * parseS3Url('s3://acme/events/a%20b') // { bucket: 'acme', key: 'events/a%20b' }
 * ```
 */
export function parseS3Url(url: string): { bucket: string; key: string } {
  const [, bucket, key = ''] = S3_URL.exec(url) ?? []
  if (bucket === undefined)
    throw new ConfigError('CONFIG_INVALID', `"${url}" is not an S3 URL, such as s3://bucket/key.`)
  return { bucket, key }
}

/** Returns whether {@link parseS3Url} reads `text`. */
export function isS3Url(text: string): boolean {
  return S3_URL.test(text)
}

const S3_URL = /^s3:\/\/([^/:\s]+)(?:\/(.*))?$/s

/** `s3://bucket/key`. The key stands as it is, unescaped: that is how COPY reads it. */
export function formatS3Url({ bucket, key = '' }: S3Place): string {
  return `s3://${bucket}/${key}`
}
