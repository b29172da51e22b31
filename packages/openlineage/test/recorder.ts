import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import type { LineageEvent } from '../src/index.js'

/** A request that a recorder was sent. */
export interface Recorded {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly event: LineageEvent
}

/** How a recorder may fail. */
export const FAILURES = ['refuses', 'hangs', 'breaks connections', 'is gone']

/** A server that takes events of OpenLineage, as a real one does, and keeps them. */
export class Recorder implements AsyncDisposable {
  readonly requests: Recorded[] = []
  readonly url: string
  readonly #server: Server
  #failure: string | undefined

  private constructor(server: Server) {
    this.#server = server
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    server.on('request', async (request, response) => {
      if (this.#failure === 'hangs') return
      if (this.#failure === 'breaks connections') return void request.socket.destroy()
      const { url: path = '', headers } = request
      this.requests.push({ path, headers, event: (await json(request)) as LineageEvent })
      response.writeHead(this.#failure === 'refuses' ? 503 : 201).end()
    })
  }

  static async start(): Promise<Recorder> {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    return new Recorder(server)
  }

  get events(): readonly LineageEvent[] {
    return this.requests.map(({ event }) => event)
  }

  /** Fails from now on, in one of {@link FAILURES}. */
  async fail(how: string): Promise<void> {
    this.#failure = how
    if (how === 'is gone') await this[Symbol.asyncDispose]()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#server.listening) return
    this.#server.close()
    this.#server.closeAllConnections()
    await once(this.#server, 'close')
  }
}
