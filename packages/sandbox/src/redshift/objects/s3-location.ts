import { RedshiftError } from '../redshift-error.js'

/** Where something lies in S3. */
export interface S3Location {
  /** As the statement writes it: `s3://bucket/key`. */
  readonly url: string
  readonly bucket: string
  /** A key, or the prefix of keys. */
  readonly key: string
}

/** Reads the location that `url` names. Throws `RedshiftError` if it is not `s3://bucket/key`. */
export function s3Location(url: string): S3Location {
  const [, bucket, key = ''] = /^s3:\/\/([^/]+)(?:\/(.*))?$/s.exec(url) ?? []
  if (bucket === undefined) {
    throw new RedshiftError(`Invalid S3 location '${url}': it must be of the form s3://bucket/key`)
  }
  return { url, bucket, key }
}
