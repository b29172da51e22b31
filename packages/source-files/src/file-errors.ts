import { SourceError } from '@arbalest/core/plugin'

/** Returns the error of a file system about `path` as one that says what to do; what is none of a file system's as it is. */
export function toSourceError(path: string, error: unknown): unknown {
  const { code, syscall } = error as NodeJS.ErrnoException
  const cause = { cause: error }
  if (code === 'EACCES' || code === 'EPERM') {
    return new SourceError(
      'SOURCE_DENIED',
      `"${path}" may not be read by this user; allow it to read files and to enter folders.`,
      cause,
    )
  }
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return new SourceError('SOURCE_NOT_FOUND', `"${path}" does not exist, or is not a folder.`, cause)
  if (syscall === undefined) return error
  return new SourceError('SOURCE_UNREACHABLE', `"${path}" cannot be read (${code}).`, {
    ...cause,
    retryable: true,
  })
}

/** Returns the error of a file that is not as it was listed. */
export function changedFile(path: string): SourceError {
  return new SourceError('OBJECT_CHANGED', `"${path}" was written to after it was listed; list again.`, {
    retryable: true,
  })
}

/** Returns the error of a file that was listed and is gone. */
export function removedFile(path: string): SourceError {
  return new SourceError('SOURCE_NOT_FOUND', `"${path}" was removed after it was listed; list again.`, {
    retryable: true,
  })
}
