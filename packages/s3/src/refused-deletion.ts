import { S3Error } from './s3-error.js'

/** What S3 returns of an object that it does not delete. */
interface Refused {
  readonly Key?: string | undefined
  readonly Code?: string | undefined
  readonly Message?: string | undefined
}

/** Throws `S3Error` for the first of the objects that S3 has not deleted, if there is one. `urlOf` returns an object's URL by its key. */
export function throwIfRefused(errors: readonly Refused[] = [], urlOf: (key: string) => string): void {
  const [refused] = errors
  if (!refused) return
  const { Key = '', Code, Message } = refused
  throw new S3Error(
    'denied',
    `S3 refused to delete "${urlOf(Key)}" (${Code}: ${Message}); this needs s3:DeleteObject.`,
    { lacksRight: Code === 'AccessDenied' },
  )
}
