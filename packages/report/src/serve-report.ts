import { randomBytes, timingSafeEqual } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A page that is served until it is disposed of. */
export interface ServedReport extends AsyncDisposable {
  /** Where it is; whoever knows this may read it. */
  readonly url: string
}

/** How a page is served. */
export interface ServeOptions {
  /** Makes the page, each time that somebody asks for it. Who asks while one is made gets the same. */
  readonly make: () => Promise<string>
  /** Is given what keeps a page from being made; whoever asked is told only that there is none. */
  readonly failed: (error: unknown) => void
}

/**
 * Serves a page on 127.0.0.1, at a port that is free and under a random token. It can be read, and nothing else.
 *
 * @example
 * ```ts
 * await using served = await serveReport({ make: async () => renderPage(pageOf(reports)), failed: console.error })
 * ```
 */
export async function serveReport({ make, failed }: ServeOptions): Promise<ServedReport> {
  const token = randomBytes(24).toString('base64url')
  let underway: Promise<string> | undefined
  const makeOnce = () => (underway ??= make().finally(() => (underway = undefined)))
  const server = createServer((request, response) => {
    const { port } = server.address() as AddressInfo
    const status = statusOf(request, { token, port })
    if (status !== 200) return end(response, status)
    makeOnce().then(
      (html) => end(response, 200, html),
      (error: unknown) => {
        failed(error)
        end(response, 500)
      },
    )
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/${token}/`, [Symbol.asyncDispose]: () => close(server, underway) }
}

interface Lock {
  readonly token: string
  readonly port: number
}

function statusOf({ method, url = '', headers }: IncomingMessage, { token, port }: Lock): number {
  // A name that somebody else has made to mean 127.0.0.1 is refused, whatever comes with it.
  if (headers.host !== `127.0.0.1:${port}` && headers.host !== `localhost:${port}`) return 403
  if (!isSame(url, `/${token}/`)) return 404
  return method === 'GET' || method === 'HEAD' ? 200 : 405
}

function isSame(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)]
  return a.length === b.length && timingSafeEqual(a, b)
}

const HEADERS = {
  'cache-control': 'no-store',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
}

const WORDS: Readonly<Record<number, string>> = {
  403: 'Ask for 127.0.0.1.\n',
  404: 'There is nothing here. The address, token included, is what the command has printed.\n',
  405: 'This address can only be read.\n',
  500: 'The report could not be made; the command says why.\n',
}

function end(response: ServerResponse, status: number, html?: string): void {
  const type = html === undefined ? 'text/plain' : 'text/html'
  const allow = status === 405 ? { allow: 'GET, HEAD' } : {}
  response.writeHead(status, { ...HEADERS, ...allow, 'content-type': `${type}; charset=utf-8` })
  response.end(html ?? WORDS[status])
}

/** Waits for the page that is being made, too, as what it is made of is closed next. */
async function close(server: Server, underway: Promise<unknown> | undefined): Promise<void> {
  await Promise.allSettled([underway])
  server.close()
  server.closeAllConnections()
  await once(server, 'close')
}
