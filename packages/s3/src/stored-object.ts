/** An object that is being read. */
export interface StoredObject {
  /** Its content, in the pieces in which it arrives; can be read once. */
  readonly body: AsyncIterable<Uint8Array>
  /** When it was written, by the clock of S3; undefined if the server does not say. */
  readonly modified: Date | undefined
}

/** What is known of an object without reading it. */
export interface ObjectHead {
  /** Without quotes; undefined if the server does not say. */
  readonly etag: string | undefined
  /** When it was written, by the clock of S3; undefined if the server does not say. */
  readonly modified: Date | undefined
}
