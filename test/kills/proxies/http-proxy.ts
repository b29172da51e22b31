import { once } from 'node:events'
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import type { Exchange, Fate, Watcher } from './exchange.js'

/** What stands between a server of HTTP and whoever asks it. */
export interface HttpProxy extends AsyncDisposable {
  /** Its endpoint. */
  readonly url: string
}

/** An answer as it is passed on. */
export interface Answer {
  readonly status: number
  readonly headers: readonly string[]
  readonly body: Buffer
}

/** What a proxy is told. */
interface HttpProxyOptions {
  /** What a request asks, and who sees it pass. */
  see(request: IncomingMessage, body: Buffer): { readonly exchange: Exchange; readonly watch: Watcher }
  /** How the server says `slow down`. */
  readonly slowDown: Answer
}

/** Starts a proxy to the server at `url`. */
export async function startHttpProxy(url: string, { see, slowDown }: HttpProxyOptions): Promise<HttpProxy> {
  const server = createServer((incoming, response) => {
    response.on('error', () => {})
    pass(incoming, response).catch(() => response.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')

  async function pass(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(incoming)
    const { exchange, watch } = see(incoming, body)

    const atFirst = await watch(exchange, 'asked')
    if (atFirst === 'slow down') return send(response, slowDown)
    if (stops(atFirst, response)) return
    const answering = forward(incoming, body)
    const meanwhile = await watch(exchange, 'given')
    const answer = await answering
    if (stops(meanwhile, response)) return
    const fate = await watch(exchange, 'answered')
    if (fate === 'truncate') return truncate(response, answer)
    if (!stops(fate, response)) send(response, answer)
  }

  async function forward({ method, url: path, rawHeaders }: IncomingMessage, body: Buffer): Promise<Answer> {
    const outgoing = request(new URL(path!, url), { method, setHost: false, headers: rawHeaders })
    outgoing.end(body)
    const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage]
    return {
      status: incoming.statusCode!,
      headers: incoming.rawHeaders,
      body: await buffer(incoming),
    }
  }

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

/** Whether an exchange does not go on; where its connection is to break, it is broken. */
function stops(fate: Fate, response: ServerResponse): boolean {
  if (fate === 'break') response.destroy()
  return fate === 'break' || fate === 'hang'
}

function send(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, [...headers]).end(body)
}

function truncate(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, [...headers])
  response.write(body.subarray(0, body.length >> 1), () => response.destroy())
}
