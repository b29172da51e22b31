import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Answers a request itself, and says so; or leaves it to the server behind. */
export type Fault = (incoming: IncomingMessage, response: ServerResponse) => boolean

/** A server that stands in front of the one at `url`, until it answers by itself. */
export class FaultyServer implements AsyncDisposable {
  /** What is wrong with it now. */
  fault: Fault = () => false
  readonly #server

  private constructor(url: string) {
    this.#server = createServer((incoming, response) => {
      if (this.fault(incoming, response)) return
      const { method, headers, url: path } = incoming
      const behind = request(new URL(path!, url), { method, headers, agent: false }, (answer) => {
        response.writeHead(answer.statusCode!, answer.headers)
        answer.pipe(response)
      })
      incoming.pipe(behind)
    })
  }

  static async start(url: string): Promise<FaultyServer> {
    const faulty = new FaultyServer(url)
    await new Promise<void>((resolve) => faulty.#server.listen(0, '127.0.0.1', resolve))
    return faulty
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }
}
