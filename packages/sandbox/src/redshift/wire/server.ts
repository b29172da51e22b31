import { once } from 'node:events'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { type SecureContext, TLSSocket } from 'node:tls'
import type { Visitor } from '../catalog/connection-log.js'
import { CLIENT_USER, DEFAULT_DATABASE } from '../catalog/install.js'
import { RedshiftError } from '../redshift-error.js'
import type { Cluster } from '../statements/context/cluster.js'
import { body } from './messages/frame.js'
import { Inbox } from './messages/inbox.js'
import { startupParameters } from './messages/read-frame.js'
import { replies } from './messages/replies.js'
import { Session } from './session.js'
import type { SignIn } from './sign-in/sign-in.js'

/** What a client may open its connection with, apart from a version of the protocol. */
const CANCEL = 80_877_102
const TLS = 80_877_103
const GSS = 80_877_104

/** What a client opens its connection with, completed. */
type ClientParameters = Readonly<Record<string, string>> & {
  readonly user: string
  readonly database: string
}

/** How clients get to a session. */
export interface Entrance {
  readonly signIn: SignIn
  /** With it, clients must speak TLS. */
  readonly tls?: SecureContext | undefined
  /** What becomes of a new connection, for tests; undefined if all is well. */
  fault(): 'reset' | 'silent' | undefined
}

/** Accepts connections, and gives each a session. */
export class WireServer {
  readonly #server: Server
  readonly #cluster: Cluster
  readonly #entrance: Entrance
  readonly #clients = new Set<Socket>()
  readonly #sessions = new Set<Session>()

  constructor(cluster: Cluster, entrance: Entrance) {
    this.#cluster = cluster
    this.#entrance = entrance
    this.#server = createServer({ noDelay: true, keepAlive: true }, (client) => {
      this.#clients.add(client)
      client.once('close', () => this.#clients.delete(client))
      // What cannot be reported to the client, such as an invalid message, ends the connection.
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
    const fault = this.#entrance.fault()
    if (fault === 'reset') client.resetAndDestroy()
    if (fault) {
      client.on('error', () => client.destroy()).resume()
      return
    }
    await this.#open(client)
  }

  async #open(client: Socket): Promise<void> {
    const inbox = new Inbox(client)
    const { tls } = this.#entrance
    for await (const frame of inbox) {
      const bytes = body(frame)
      const code = bytes.length < 4 ? 0 : bytes.readInt32BE(0)
      if (code === TLS && tls && !(client instanceof TLSSocket)) {
        inbox.release()
        client.write('S')
        return this.#open(new TLSSocket(client, { isServer: true, secureContext: tls }))
      }
      if (code === TLS || code === GSS) client.write('N')
      else if (code >>> 16 === 3) return this.#serve(client, inbox, startupParameters(frame))
      else {
        if (code === CANCEL) this.#cancel(bytes.subarray(4))
        break
      }
    }
    client.destroy()
  }

  async #serve(client: Socket, inbox: Inbox, given: Record<string, string>): Promise<void> {
    const parameters: ClientParameters = { user: CLIENT_USER, database: DEFAULT_DATABASE, ...given }
    const logged = this.#cluster.connections.of(visitorOf(client, parameters, this.#entrance.signIn))
    let user: string | undefined
    try {
      if (this.#entrance.tls && !(client instanceof TLSSocket)) throw notEncrypted(client, parameters)
      user = await this.#entrance.signIn.admit(parameters, (question) => {
        client.write(question)
        return inbox.next()
      })
    } catch (error) {
      logged.refused()
      const refusal = error instanceof RedshiftError ? error : new RedshiftError(String(error))
      client.end(replies.fatal(refusal))
      return
    }
    if (user === undefined) return
    logged.admitted()
    const session = new Session({ client, inbox, parameters: { ...parameters, user }, logged }, this.#cluster)
    this.#sessions.add(session)
    await session.serve().finally(() => this.#sessions.delete(session))
  }

  #cancel(key: Buffer): void {
    for (const session of this.#sessions) if (session.answersTo(key)) session.cancel()
  }
}

function visitorOf(client: Socket, parameters: ClientParameters, signIn: SignIn): Visitor {
  const { user, database } = parameters
  const secure = client instanceof TLSSocket
  return {
    host: client.remoteAddress ?? '',
    port: client.remotePort ?? 0,
    database,
    user,
    method: signIn.methodFor(user),
    tls: (secure && client.getProtocol()) || '',
    cipher: secure ? client.getCipher().name : '',
    parameters,
  }
}

/** https://docs.aws.amazon.com/redshift/latest/mgmt/connecting-ssl-support.html: with `require_ssl`, as new clusters have it. */
function notEncrypted(client: Socket, { user, database }: ClientParameters): RedshiftError {
  const from = `host "${client.remoteAddress}", user "${user}", database "${database}", SSL off`
  return new RedshiftError(`no pg_hba.conf entry for ${from}`, { code: '28000' })
}
