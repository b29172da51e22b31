import { createServer } from 'node:net'
import type { AddressInfo, Server, Socket } from 'node:net'
import { once } from 'node:events'
import { CLIENT_USER } from '../catalog/install.js'
import type { Cluster } from '../statements/cluster.js'
import { body } from './frame.js'
import { Inbox } from './inbox.js'
import { startupParameters } from './read-frame.js'
import { Session } from './session.js'

/** What a client may open its connection with, besides a version of the protocol. */
const CANCEL = 80_877_102
const TLS = 80_877_103
const GSS = 80_877_104

/** Accepts connections, and gives each a session. */
export class WireServer {
  readonly #server: Server
  readonly #cluster: Cluster
  readonly #clients = new Set<Socket>()
  readonly #sessions = new Set<Session>()

  constructor(cluster: Cluster) {
    this.#cluster = cluster
    this.#server = createServer({ noDelay: true, keepAlive: true }, (client) => {
      this.#clients.add(client)
      client.once('close', () => this.#clients.delete(client))
      // What cannot be told to the client, such as a message that is none, ends the connection.
      this.#accept(client).catch(() => client.destroy())
    })
  }

  /** Begins to listen; the port. */
  async listen(host: string, port: number): Promise<number> {
    this.#server.listen(port, host)
    await once(this.#server, 'listening')
    return (this.#server.address() as AddressInfo).port
  }

  /** Ends every session and stops listening. */
  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()))
    for (const session of this.#sessions) session.close()
    for (const client of this.#clients) client.destroy()
    await closed
  }

  async #accept(client: Socket): Promise<void> {
    const inbox = new Inbox(client)
    for await (const frame of inbox) {
      const bytes = body(frame)
      const code = bytes.length < 4 ? 0 : bytes.readInt32BE(0)
      if (code === TLS || code === GSS) client.write('N')
      else if (code >>> 16 === 3) return this.#serve(client, inbox, startupParameters(frame))
      else {
        if (code === CANCEL) this.#cancel(bytes.subarray(4))
        break
      }
    }
    client.destroy()
  }

  async #serve(client: Socket, inbox: Inbox, parameters: Record<string, string>): Promise<void> {
    await this.#cluster.users.welcome(parameters.user ?? CLIENT_USER)
    const session = new Session(client, inbox, this.#cluster, parameters)
    this.#sessions.add(session)
    await session.serve().finally(() => this.#sessions.delete(session))
  }

  #cancel(key: Buffer): void {
    for (const session of this.#sessions) if (session.answersTo(key)) session.cancel()
  }
}
