import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** A TCP proxy that can break. */
export interface Proxy extends AsyncDisposable {
  /** `url`, by way of the proxy. */
  readonly url: string
  /** Breaks all connections there are. */
  cut(): void
  /**
   * Breaks the connection on which a client next sends `text`: before the server
   * is given it, or once the server has answered, with the answer lost.
   */
  cutAt(text: string, when: 'before' | 'after'): void
  /** Breaks every connection that is opened from now on. */
  refuse(): void
}

/** Starts a proxy to the server at `url`. */
export async function startProxy(url: string): Promise<Proxy> {
  const { hostname, port } = new URL(url)
  const sockets = new Set<Socket>()
  let trap: { text: string; when: 'before' | 'after' } | undefined
  let refusing = false

  const keep = (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
  }
  const server = createServer((client) => {
    keep(client)
    if (refusing) return void client.destroy()
    const upstream = connect(Number(port), hostname)
    keep(upstream)
    const end = () => {
      client.destroy()
      upstream.destroy()
    }
    let deaf = false
    client.on('data', (data) => {
      if (trap && data.includes(trap.text)) {
        if (trap.when === 'before') end()
        deaf = true
        trap = undefined
      }
      upstream.write(data)
    })
    upstream.on('data', (data) => (deaf ? end() : client.write(data)))
    client.on('close', end)
    upstream.on('close', end)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const proxied = new URL(url)
  proxied.hostname = '127.0.0.1'
  proxied.port = String((server.address() as AddressInfo).port)
  return {
    url: proxied.href,
    cut() {
      for (const socket of sockets) socket.destroy()
    },
    cutAt(text, when) {
      trap = { text, when }
    },
    refuse() {
      refusing = true
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
