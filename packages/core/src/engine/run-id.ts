import { randomBytes } from 'node:crypto'

let latest = 0

/**
 * Returns a new UUID of version 7 (RFC 9562): the milliseconds since 1970, and a random rest.
 * Each is greater than those before it in this process, even within a millisecond or after the
 * clock was set back: the milliseconds are then one more than the last.
 */
export function newRunId(): string {
  latest = Math.max(Date.now(), latest + 1)
  const bytes = randomBytes(16)
  bytes.writeUIntBE(latest, 0, 6)
  bytes[6] = 0x70 | (bytes[6]! & 0x0f)
  bytes[8] = 0x80 | (bytes[8]! & 0x3f)
  const hex = bytes.toString('hex')
  return [[0, 8], [8, 12], [12, 16], [16, 20], [20]].map(([from, to]) => hex.slice(from, to)).join('-')
}
