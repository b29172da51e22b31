import { Agent, request } from 'node:http'
import type { S3Server } from './source-behaviour.js'

/**
 * Puts an object of one byte under each of `keys`, as a client that does no more
 * than that: the SDK takes several times as long.
 */
export async function fill(server: S3Server, bucket: string, keys: readonly string[]): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 32 })
  const rest = keys.values()
  const worker = async () => {
    for (const key of rest) await put(new URL(`/${bucket}/${encodeURI(key)}`, server.url), agent)
  }
  await Promise.all(Array.from({ length: 32 }, worker))
  agent.destroy()
}

async function put(url: URL, agent: Agent): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const sent = request(url, { method: 'PUT', agent, headers: { 'content-length': 1 } }, (response) => {
      response.resume().once('end', () => {
        if (response.statusCode === 200) resolve()
        else reject(new Error(`The server answered ${response.statusCode} to PUT ${url.href}.`))
      })
    })
    sent.once('error', reject)
    sent.end('x')
  })
}
