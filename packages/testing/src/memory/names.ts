import { collect, type NameCount, type NameCounts, type Names } from '@arbalest/core/plugin'

/** Bytes of an object that are read. */
const MOST_BYTES = 64 * 1024

/** Reads the names in JSON documents that stand on a line each. */
export const memoryNames: Names = {
  async read(_, object, { open }) {
    const whole = object.size <= MOST_BYTES
    const pieces = await collect(open(object, whole ? undefined : { end: MOST_BYTES }))
    const lines = Buffer.concat(pieces).toString().split('\n')
    // What stands behind the last line break may be cut.
    const documents = (whole ? lines : lines.slice(0, -1)).filter((line) => line.trim()).flatMap(documentIn)
    return { kind: 'documents', documents: documents.length, whole, names: countNames(documents) }
  },
}

/** What is no JSON has no names. */
function documentIn(line: string): readonly unknown[] {
  try {
    return [JSON.parse(line)]
  } catch {
    return []
  }
}

function countNames(values: readonly unknown[]): NameCounts {
  const found = new Map<string, unknown[]>()
  for (const value of values) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) continue
    for (const [name, inner] of Object.entries(value)) found.set(name, [...(found.get(name) ?? []), inner])
  }
  return new Map(
    [...found].map(([name, inner]): [string, NameCount] => [
      name,
      { documents: inner.length, within: countNames(inner) },
    ]),
  )
}
