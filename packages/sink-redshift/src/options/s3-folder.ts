import { parseS3Url, s3UrlSchema } from '@arbalest/s3'
import * as v from 'valibot'

/** A place in S3 below which files are. */
export interface S3Folder {
  readonly bucket: string
  /** The prefix of their keys: empty, or ending in a slash. */
  readonly key: string
}

/** The schema of a folder's URL. */
export const folderSchema = v.pipe(
  s3UrlSchema,
  v.check(
    (url) => !/[\\\0]/.test(url),
    'must be an S3 URL without backslashes, such as s3://bucket/arbalest/.',
  ),
)

/** Returns the folder at a URL that {@link folderSchema} has checked. */
export function folderAt(url: string): S3Folder {
  const { bucket, key } = parseS3Url(url)
  return { bucket, key: key === '' || key.endsWith('/') ? key : `${key}/` }
}
