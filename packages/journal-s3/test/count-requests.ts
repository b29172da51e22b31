import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { ClientRequest } from 'node:http'

/** The HTTP requests that this process sends while `work` runs, as `METHOD folder`: `GET segments`, `PUT indexes`. */
export async function requestsOf(work: () => Promise<unknown>): Promise<string[]> {
  const requests: string[] = []
  const note = (message: unknown) => {
    const { method, path } = (message as { request: ClientRequest }).request
    requests.push(`${method} ${/(segments|indexes|orphans)/.exec(path)?.[1] ?? 'list'}`)
  }
  subscribe('http.client.request.start', note)
  try {
    await work()
  } finally {
    unsubscribe('http.client.request.start', note)
  }
  return requests
}
