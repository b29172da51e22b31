/** What a statement was prepared from. */
export interface PreparedText {
  readonly text: string
  readonly types: readonly number[]
}

/** One of a client's sessions: there is one for each database that it has used. */
export interface UsingSession {
  serve(): Promise<void>
  cancel(): void
  /** What the session has prepared by the name. */
  prepared(name: string): PreparedText | undefined
}
