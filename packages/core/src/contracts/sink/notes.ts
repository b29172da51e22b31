/**
 * Keeps one small text for each scope, where to read it costs the warehouse nothing. No text is a
 * part of any transaction, and none may decide what is loaded, only whether a run looks.
 */
export interface Notes {
  /** Returns the text of a scope; undefined if it has none, or if it may not be read. */
  read(scope: string): Promise<string | undefined>
  /** Keeps a text of up to some KiB, in place of the one before. */
  write(scope: string, text: string): Promise<void>
  /** Takes a text away, if there is one. */
  erase(scope: string): Promise<void>
}
