import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import type { Exchange, Moment, Watcher } from './exchange.js'
import { frames, sqlOf, type Frame } from './frames.js'
import { phaseOfStatement } from './phase.js'

/** What stands between the command and Redshift. */
export interface RedshiftProxy extends AsyncDisposable {
  /** The server's URL, by way of the proxy. */
  readonly url: string
  /** Breaks the next so many connections as they are opened. */
  refuse(count: number): void
}

/** Starts a proxy to the server at `url()`, which shows all that passes to `watch`. */
export async function startRedshiftProxy(url: () => string, watch: Watcher): Promise<RedshiftProxy> {
  const passages = new Set<Passage>()
  let toRefuse = 0
  const server = createServer({ noDelay: true }, (client) => {
    if (toRefuse-- > 0) return void client.on('error', () => {}).destroy()
    const { hostname, port } = new URL(url())
    const passage = new Passage(client, connect({ host: hostname, port: Number(port), noDelay: true }), watch)
    passages.add(passage)
    void passage.serve().finally(() => passages.delete(passage))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const proxied = new URL(url())
  proxied.port = String((server.address() as AddressInfo).port)
  return {
    url: proxied.href,
    refuse(count) {
      toRefuse = count
    },
    async [Symbol.asyncDispose]() {
      for (const passage of passages) passage.end()
      server.close()
      await once(server, 'close')
    },
  }
}

/** One connection, and that to the server behind it. */
class Passage {
  readonly #client: Socket
  readonly #server: Socket
  readonly #watch: Watcher
  #exchange: Exchange = { to: 'redshift', what: 'connect' }
  #ended = false
  #lingering = false
  /** Whether the server has yet to answer. */
  #owed = false
  /** For how many instants it is yet to be said what becomes of them. */
  #deciding = 0

  constructor(client: Socket, server: Socket, watch: Watcher) {
    this.#client = client
    this.#server = server
    this.#watch = watch
    for (const socket of [client, server]) socket.on('error', () => {})
    client.once('close', () => this.#endBehindClient())
    server.once('close', () => this.end())
  }

  /** Resolves once both connections have ended. */
  async serve(): Promise<void> {
    const ends = [this.#client, this.#server].map((socket) => once(socket, 'close').catch(() => {}))
    await Promise.allSettled([this.#passRequests(), this.#passAnswers()])
    this.end()
    await Promise.all(ends)
  }

  end(): void {
    this.#ended = true
    this.#client.destroy()
    this.#server.destroy()
  }

  async #passRequests(): Promise<void> {
    let request: Buffer[] = []
    for await (const frame of frames(this.#client, { startup: true })) {
      request.push(frame.bytes)
      const what = whatOf(frame)
      if (what !== undefined) this.#exchange = { to: 'redshift', what }
      if (!isWhole(frame)) continue
      if (!(await this.#passes('asked'))) return
      this.#owed = true
      this.#server.write(Buffer.concat(request))
      request = []
      if (!(await this.#passes('given'))) return
    }
  }

  async #passAnswers(): Promise<void> {
    let answer: Buffer[] = []
    for await (const { type, bytes } of frames(this.#server, { startup: false })) {
      answer.push(bytes)
      const wanted = type === 'Z' || asksForPassword({ type, bytes })
      if (!wanted) continue
      this.#owed = false
      if (this.#lingering) return this.end()
      if (type === 'Z' && !(await this.#passes('answered'))) return
      this.#client.write(Buffer.concat(answer))
      answer = []
    }
    // What a server says that then hangs up.
    this.#client.end(Buffer.concat(answer))
  }

  async #passes(moment: Moment): Promise<boolean> {
    if (this.#ended) return false
    this.#deciding++
    const fate = await this.#watch(this.#exchange, moment)
    this.#deciding--
    if (fate === 'linger') this.#linger()
    else if (fate === 'hang') await once(this.#client, 'close')
    else if (fate !== 'pass') this.end()
    if (this.#client.destroyed) this.#endBehindClient()
    return fate === 'pass' || fate === 'linger'
  }

  #linger(): void {
    this.#lingering = true
    if (!this.#owed) this.end()
  }

  #endBehindClient(): void {
    if (this.#deciding === 0 && !this.#lingering) this.end()
  }
}

function whatOf(frame: Frame): string | undefined {
  if (frame.type === 'X') return 'say goodbye'
  const sql = sqlOf(frame)
  return sql === undefined ? undefined : phaseOfStatement(sql)
}

/** Whether nothing more belongs to a request than what has come with this message. */
function isWhole({ type }: Frame): boolean {
  return ['', 'Q', 'S', 'X', 'p'].includes(type)
}

function asksForPassword({ type, bytes }: Frame): boolean {
  return type === 'R' && bytes.readInt32BE(5) !== 0
}
