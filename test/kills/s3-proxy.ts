import { once } from 'node:events'
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import type { Exchange, Fate, Watcher } from './exchange.js'
import { phaseOfRequest } from './phase.js'

/** What stands between S3 and whoever asks it. */
export interface S3Proxy extends AsyncDisposable {
  /** Its endpoint. */
  readonly url: string
}

/** An answer of S3's, as it is passed on. */
interface Answer {
  readonly status: number
  readonly headers: readonly string[]
  readonly body: Buffer
}

const SLOW_DOWN: Answer = {
  status: 503,
  headers: ['content-type', 'application/xml'],
  body: Buffer.from(
    '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>',
  ),
}

/** Starts a proxy to the S3 at `url`; what passes is shown to whom `watcherOf` names for its bucket. */
export async function startS3Proxy(
  url: string,
  to: Exchange['to'],
  watcherOf: (bucket: string) => Watcher,
): Promise<S3Proxy> {
  const server = createServer((incoming, response) => {
    response.on('error', () => {})
    pass(incoming, response).catch(() => response.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')

  async function pass(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url: path = '' } = incoming
    const body = await buffer(incoming)
    const exchange: Exchange = { to, what: phaseOfRequest(method, path) }
    const watch = watcherOf(path.split(/[/?]/)[1] ?? '')

    const atFirst = await watch(exchange, 'asked')
    if (atFirst === 'slow down') return send(response, SLOW_DOWN)
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
