import { isConfigError } from '@arbalest/core/plugin'
import { parseS3Url } from '@arbalest/s3'
import * as v from 'valibot'

/** A place in S3 below which files are. */
export interface S3Folder {
  readonly bucket: string
  /** The prefix of their keys: empty, or ending in a slash. */
  readonly key: string
}

/** The schema of a folder's URL. */
export const folderSchema = v.pipe(
  v.string('must be an S3 URL, such as s3://bucket/arbalest/.'),
  v.check(isFolder, 'must be an S3 URL, such as s3://bucket/arbalest/, without backslashes.'),
)

/** Returns the folder at a URL that {@link folderSchema} has checked. */
export function folderAt(url: string): S3Folder {
  const { bucket, key } = parseS3Url(url)
  return { bucket, key: key === '' || key.endsWith('/') ? key : `${key}/` }
}

function isFolder(url: string): boolean {
  if (/[\\\0]/.test(url)) return false
  try {
    return parseS3Url(url).bucket !== ''
  } catch (error) {
    if (isConfigError(error)) return false
    throw error
  }
}
