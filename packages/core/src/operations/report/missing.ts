import { partitionKind, type PartitionKind } from '../../contracts/source/partition.js'

/**
 * Returns what `names`, partitions of one kind in ascending order, leave out, what lies between the same
 * two of them together. Of numbers, nothing is
 * missing if fewer than half of those between the first and the last are there: they are
 * not counted one by one then, as times and versions are not.
 */
export function missingAmong(names: readonly string[]): readonly (readonly string[])[] {
  const [first, last] = [names[0], names.at(-1)]
  if (first === undefined || last === undefined) return []
  const kind = partitionKind(first)
  if (names.some((name) => partitionKind(name) !== kind)) return []
  const places = names.map((name) => placeOf(name, kind))
  if (kind === 'number' && BigInt(2 * names.length) < places.at(-1)! - places[0]! + 1n) return []
  return places.slice(1).flatMap((place, index) => {
    const between: string[] = []
    for (let next = places[index]! + 1n; next < place; next++) between.push(nameOf(next, kind))
    return between.length > 0 ? [between] : []
  })
}

const MILLISECONDS = { day: 86_400_000, hour: 3_600_000 }

/** How many partitions are before it, counted from the year 1970 or from 0. */
function placeOf(name: string, kind: PartitionKind): bigint {
  if (kind === 'number') return BigInt(name)
  const time = Date.parse(kind === 'day' ? `${name}T00:00:00Z` : `${name}:00:00Z`)
  return BigInt(Math.floor(time / MILLISECONDS[kind]))
}

function nameOf(place: bigint, kind: PartitionKind): string {
  if (kind === 'number') return String(place).padStart(20, '0')
  const text = new Date(Number(place) * MILLISECONDS[kind]).toISOString()
  return text.slice(0, kind === 'day' ? 'yyyy-mm-dd'.length : 'yyyy-mm-ddThh'.length)
}
