/**
 * How many of the newest runs, of which `recorded` says how many entries went into
 * each, oldest first, are merged with `added` new entries: the most that bring
 * every run among them to a higher tier, a run of tier t being one of `fanIn`ᵗ
 * entries and more.
 *
 * So an entry is written anew no more often than there are tiers, which is the
 * logarithm of all that was ever recorded; and what stays are runs of falling
 * tiers, less than `fanIn` of each.
 */
export function runsToMerge(recorded: readonly number[], added: number, fanIn: number): number {
  let total = added
  let highest = -1
  let merged = 0
  for (const [index, count] of recorded.toReversed().entries()) {
    total += count
    highest = Math.max(highest, tier(count, fanIn))
    if (tier(total, fanIn) > highest) merged = index + 1
  }
  return merged
}

function tier(count: number, fanIn: number): number {
  let result = 0
  for (let rest = count; rest >= fanIn; rest = Math.floor(rest / fanIn)) result++
  return result
}
