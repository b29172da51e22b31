import { microseconds } from './query-history.js'

/** Who opens a connection, and how. */
export interface Visitor {
  readonly host: string
  readonly port: number
  readonly database: string
  readonly user: string
  /** How the user is known: `trust`, `password` or `IAM AssumeUser`. */
  readonly method: string
  /** The version of TLS and the cipher; both empty without TLS. */
  readonly tls: string
  readonly cipher: string
  /** The parameters that the client gave. */
  readonly parameters: Readonly<Record<string, string>>
}

/** What became of a connection at one moment. */
interface ConnectionEvent {
  readonly event: string
  /** In microseconds since 1970. */
  readonly at: number
  readonly visitor: Visitor
  /** The process of its session, once there is one. */
  pid: number | undefined
  /** In microseconds; 0 unless the session has ended. */
  readonly duration: number
}

/** How many events are kept. */
const MOST = 5000

/** The newest connections of all users, in memory: what the system tables of connections show. */
export class ConnectionLog {
  readonly #events: ConnectionEvent[] = []

  /** The log of one connection that `visitor` tries to open. */
  of(visitor: Visitor): LoggedConnection {
    return new LoggedConnection(visitor, (event) => {
      this.#events.push(event)
      if (this.#events.length > MOST) this.#events.shift()
    })
  }

  /** The rows of the view `redshift.connections`, as JSON. */
  get rows(): string {
    return JSON.stringify(
      this.#events.map(({ visitor: { parameters, ...visitor }, ...event }) => ({
        ...event,
        ...visitor,
        application: parameters['application_name'] ?? '',
        os: parameters['os_version'] ?? '',
        driver: parameters['driver_version'] ?? '',
        plugin: parameters['plugin_name'] ?? '',
        protocol: Number(parameters['client_protocol_version'] ?? 0),
      })),
    )
  }
}

/** Notes what becomes of one connection. */
export class LoggedConnection {
  readonly #visitor: Visitor
  readonly #note: (event: ConnectionEvent) => void
  #admitted: ConnectionEvent | undefined
  #begun: ConnectionEvent | undefined

  constructor(visitor: Visitor, note: (event: ConnectionEvent) => void) {
    this.#visitor = visitor
    this.#note = note
  }

  /** The user is not let in. */
  refused(): void {
    this.#add('authentication failure')
  }

  /** The user is let in. */
  admitted(): void {
    this.#admitted = this.#add('authenticated')
  }

  /** The session has begun, as the process `pid`. */
  begun(pid: number): void {
    if (this.#admitted) this.#admitted.pid = pid
    this.#begun = this.#add('initiating session', pid)
  }

  /** The session has ended; nothing if it never began, or had ended. */
  ended(): void {
    const begun = this.#begun
    if (begun) this.#add('disconnecting session', begun.pid, microseconds() - begun.at)
    this.#begun = undefined
  }

  #add(event: string, pid?: number, duration = 0): ConnectionEvent {
    const noted = { event, at: microseconds(), visitor: this.#visitor, pid, duration }
    this.#note(noted)
    return noted
  }
}
