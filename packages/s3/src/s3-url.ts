import { ConfigError } from '@arbalest/core'

/** What an S3 URL names: a bucket, or something in it. */
export interface S3Place {
  readonly bucket: string
  /** An object's key, or how keys begin; none for the bucket itself. */
  readonly key?: string | undefined
}

/** What `s3://bucket/key` names; `key` is empty for the bucket itself. Throws `ConfigError` where `url` is none such. */
export function parseS3Url(url: string): { bucket: string; key: string } {
  const [, bucket, key = ''] = /^s3:\/\/([^/:\s]+)(?:\/(.*))?$/s.exec(url) ?? []
  if (bucket === undefined)
    throw new ConfigError('CONFIG_INVALID', `"${url}" is not an S3 URL, such as s3://bucket/key.`)
  return { bucket, key }
}

/** `s3://bucket/key`. The key stands as it is, unescaped: that is how COPY reads it. */
export function formatS3Url({ bucket, key = '' }: S3Place): string {
  return `s3://${bucket}/${key}`
}
