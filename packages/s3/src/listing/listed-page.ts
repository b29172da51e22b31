/** An object as a listing describes it. */
export interface ListedObject {
  readonly key: string
  /** Without quotes. */
  readonly etag: string
  /** Bytes. */
  readonly size: number
  /** When it was written, by the clock of S3, in milliseconds since 1970; undefined if the server does not say. */
  readonly modified: number | undefined
}

/** What one request returns: up to 1,000 objects and folders. */
export interface ListedPage {
  readonly objects: readonly ListedObject[]
  /** What keys begin with that hold the delimiter behind the prefix, that delimiter included. */
  readonly folders: readonly string[]
  /** Whether there is no page after it. */
  readonly isLast: boolean
}
