import type { Frame } from '../messages/frame.js'

/** What a session does with what its PostgreSQL sends unasked, and between the pieces of an answer. */
export interface BackendEvents {
  unasked(frame: Frame): void
  /** Whether `frame`, which may come at any time, is for the sandbox and not for the client. */
  intercepts(frame: Frame): boolean
  /** A piece has been received; false holds the rest back until `resume()`. */
  received(): boolean
  /** All was answered, and no transaction is open. */
  atRest(): void
  /** `answered` says whether all was answered before. */
  closed(answered: boolean): void
}
