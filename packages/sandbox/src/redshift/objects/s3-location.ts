import { RedshiftError } from '../redshift-error.js'
import type { S3Location } from '../copy/copy-statement.js'

/** @throws RedshiftError where `url` is not `s3://bucket/key`. */
export function s3Location(url: string): S3Location {
  const [, bucket, key = ''] = /^s3:\/\/([^/]+)(?:\/(.*))?$/s.exec(url) ?? []
  if (bucket === undefined) {
    throw new RedshiftError(`Invalid S3 location '${url}': it must be of the form s3://bucket/key`)
  }
  return { url, bucket, key }
}
