import { EventEmitter } from 'node:events'
import type { Duplex } from 'node:stream'
import { Client, Connection, type ClientConfig } from 'pg'
import { Authentication, digestOf } from './authentication.js'
import { Messages } from './messages.js'
import { ProtocolError } from './protocol-error.js'

type ConnectionConfig = ConstructorParameters<typeof Connection>[0]

/** What the driver's connection has besides what its types say. */
interface DriverConnection extends Connection {
  attachListeners(stream: EventEmitter): void
  password(password: string): void
}

const DriverConnection = Connection as unknown as new (config: ConnectionConfig) => DriverConnection

/** A connection that a server cannot crash the process with, whatever it sends, and that knows Redshift's digest. */
class WireConnection extends DriverConnection {
  readonly #authentication = new Authentication()
  readonly #messages = new Messages((message) => this.#authentication.demand(message))

  constructor(config: ConnectionConfig) {
    super(config)
    // A server that has refused us may leave its side open.
    this.on('error', () => this.stream.destroy())
    this.on('errorMessage', () => {
      if (!this.#messages.begun) this.stream.destroy()
    })
  }

  // The driver throws where it parses a message, which is in a handler of the socket's.
  override attachListeners(stream: Duplex): void {
    const checked = new EventEmitter()
    super.attachListeners(checked)
    stream.on('data', (chunk: Buffer) => {
      if (stream.destroyed) return
      try {
        for (const message of this.#messages.pass(chunk)) checked.emit('data', message)
      } catch (error) {
        stream.destroy(
          error instanceof ProtocolError
            ? error
            : new ProtocolError('it sent what cannot be understood', { cause: error }),
        )
      }
    })
  }

  override password(password: string): void {
    const { challenge } = this.#authentication
    this.#authentication.challenge = undefined
    if (challenge) this.stream.write(digestOf(password, challenge))
    else super.password(password)
  }
}

/** A client of the driver's, on a connection of ours. */
export class WireClient extends Client {
  constructor(config: ClientConfig = {}) {
    const { ssl, keepAlive, keepAliveInitialDelayMillis, password } = config
    const connection = new WireConnection({ ssl, keepAlive, keepAliveInitialDelayMillis } as ConnectionConfig)
    // The driver takes a connection, but its types do not; and its pool hides the password from a spread.
    super({ ...config, password, connection } as ClientConfig)
  }
}
