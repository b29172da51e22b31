/** A message of PostgreSQL's protocol, version 3. */
export interface Frame {
  /** Its letter; empty for what a client begins with. */
  readonly type: string
  /** All of it, letter and length included. */
  readonly bytes: Buffer
}

/** The messages in a stream of bytes; the first one of a client has no letter. */
export async function* frames(
  chunks: AsyncIterable<Buffer>,
  { startup }: { readonly startup: boolean },
): AsyncGenerator<Frame> {
  let rest = Buffer.alloc(0)
  let letters = startup ? 0 : 1
  for await (const chunk of chunks) {
    rest = Buffer.concat([rest, chunk])
    while (rest.length >= letters + 4) {
      const end = letters + rest.readInt32BE(letters)
      if (rest.length < end) break
      yield { type: rest.toString('latin1', 0, letters), bytes: rest.subarray(0, end) }
      rest = rest.subarray(end)
      letters = 1
    }
  }
}

/** The SQL that a message brings, or undefined where it brings none. */
export function sqlOf({ type, bytes }: Frame): string | undefined {
  if (type === 'Q') return bytes.toString('utf8', 5, bytes.length - 1)
  if (type !== 'P') return undefined
  const begin = bytes.indexOf(0, 5) + 1
  return bytes.toString('utf8', begin, bytes.indexOf(0, begin))
}
