import { subscribe, unsubscribe } from 'node:diagnostics_channel'

/** How many HTTP requests this process sends while `work` runs. */
export async function countRequests(work: () => Promise<unknown>): Promise<number> {
  let requests = 0
  const count = () => {
    requests++
  }
  subscribe('http.client.request.start', count)
  try {
    await work()
  } finally {
    unsubscribe('http.client.request.start', count)
  }
  return requests
}
