import type { Socket } from 'node:net'
import type { LoggedConnection } from '../catalog/connection-log.js'
import type { Inbox } from './messages/inbox.js'

/** A client that was let in, for whom a session begins. */
export interface Visit {
  readonly client: Socket
  readonly inbox: Inbox
  /** The parameters that it opened its connection with. */
  readonly parameters: Readonly<Record<string, string>>
  readonly logged: LoggedConnection
}
