import { ConfigError } from '../../faults/errors.js'
import type { Fault } from '../../faults/fault.js'
import { didYouMean } from '../../faults/meant-by.js'

/** What has a name, and needs others by theirs. */
export interface Needing {
  readonly name: string
  readonly needs?: readonly string[] | undefined
}

/** Returns what is wrong with the needs of `all`: names that nothing has, and circles. Paths start at the name. */
export function graphFaults(all: readonly Needing[]): readonly Fault[] {
  const names = all.map(({ name }) => name)
  const unknown = all.flatMap(({ name, needs = [] }) =>
    needs.flatMap((need, index) =>
      names.includes(need)
        ? []
        : [
            {
              path: [name, 'needs', index],
              message: `There is no pipeline "${need}".${didYouMean(need, names)}`,
            },
          ],
    ),
  )
  return [...unknown, ...circleFaults(all)]
}

/** Returns `all` in an order in which each comes after those it needs, and otherwise as given. Throws `ConfigError` if that has faults. */
export function inSoundOrder<T extends Needing>(all: readonly T[]): readonly T[] {
  const faults = graphFaults(all)
  if (faults.length === 0) return inOrder(all)
  throw new ConfigError(
    'CONFIG_INVALID',
    faults.map(({ path, message }) => ({ path: ['pipelines', ...path], message })),
  )
}

function inOrder<T extends Needing>(all: readonly T[]): readonly T[] {
  const byName = new Map(all.map((each) => [each.name, each]))
  const ordered = new Set<T>()
  const place = (each: T) => {
    if (ordered.has(each)) return
    for (const need of each.needs ?? []) place(byName.get(need)!)
    ordered.add(each)
  }
  all.forEach(place)
  return [...ordered]
}

/** Returns a fault for each circle, at the first pipeline that is in it. */
function circleFaults(all: readonly Needing[]): Fault[] {
  const byName = new Map(all.map((each) => [each.name, each]))
  const done = new Set<string>()
  const faults: Fault[] = []
  const follow = (name: string, way: readonly string[]) => {
    const start = way.indexOf(name)
    if (start >= 0) {
      const circle = [...way.slice(start), name].map((each) => `"${each}"`).join(' needs ')
      faults.push({
        path: [name, 'needs'],
        message: `is a circle: ${circle}. None of these could ever begin.`,
      })
    } else if (!done.has(name)) {
      for (const need of byName.get(name)?.needs ?? []) follow(need, [...way, name])
      done.add(name)
    }
  }
  for (const { name } of all) follow(name, [])
  return faults
}
