import type { OpenLineageOptions } from './options.js'
import type { LineageEvent } from './run-event.js'

/** Milliseconds that a server is given to take an event. */
const PATIENCE_MS = 2_000

/** Posts an event. Throws if the server cannot be reached, takes its time, or refuses the event; what is thrown holds no secret. */
export async function send(
  event: LineageEvent,
  { url, authorization }: Pick<OpenLineageOptions, 'url' | 'authorization'>,
): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(authorization !== undefined && { authorization }),
    },
    body: JSON.stringify(event),
    signal: AbortSignal.timeout(PATIENCE_MS),
  }).catch((error: unknown) => Promise.reject(unreachable(url, error)))
  await response.body?.cancel()
  if (!response.ok) throw new Error(`${url.href} refused an event of OpenLineage: HTTP ${response.status}`)
}

function unreachable(url: URL, error: unknown): Error {
  const { name, cause, message } = error as Error
  const why =
    name === 'TimeoutError'
      ? `it did not respond within ${PATIENCE_MS / 1_000} s`
      : cause instanceof Error
        ? cause.message
        : message
  return new Error(`${url.href} did not accept an event of OpenLineage: ${why}`, { cause: error })
}
