import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'

/** An HTTP server that answers as the test says. */
export interface AnsweringServer extends AsyncDisposable {
  readonly port: number
}

/** Starts a server on a port of its own. */
export async function answering(listener: RequestListener): Promise<AnsweringServer> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
