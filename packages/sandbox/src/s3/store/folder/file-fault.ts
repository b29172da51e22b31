import { S3Error } from '../../protocol/s3-error.js'

/** Whether `error` says that there is no file under a path. */
export function isMissing(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'ELOOP'].includes(codeOf(error))
}

/** The S3 error if the file of `key` failed with `error`; `error` itself if S3 has none for it. */
export function fileFault(error: unknown, key: string): unknown {
  const code = codeOf(error)
  if (['EACCES', 'EPERM', 'EROFS'].includes(code)) {
    return new S3Error('AccessDenied', { details: { Key: key }, cause: error })
  }
  if (code === 'ENOENT') return new S3Error('NoSuchBucket', { cause: error })
  if (['EISDIR', 'ENOTDIR', 'EEXIST', 'ENOTEMPTY', 'ENAMETOOLONG', 'EINVAL'].includes(code)) {
    return unholdable(key, error)
  }
  return error
}

/** A request that S3 could answer and this server cannot: `key` is one that the folder which is served as this bucket cannot hold. */
export function unholdable(key: string, cause?: unknown): S3Error {
  return new S3Error('InvalidArgument', {
    message: `This bucket is a folder, which cannot hold a file at "${key}".`,
    details: { ArgumentName: 'key', ArgumentValue: key },
    cause,
  })
}

/** The code of an operating system's error; empty for any other. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}
