/**
 * Returns which pipelines are read for `names`: those that are named, a step of which is named, or
 * which they need, as far as `value` says so, which may be wrong in any way. Undefined: all.
 */
export function wantedPipelines(value: unknown, names: readonly string[]): ReadonlySet<string> | undefined {
  if (names.length === 0) return undefined
  const wanted = new Set<string>()
  const add = (name: string) => {
    if (wanted.has(name)) return
    wanted.add(name)
    for (const need of listIn(valueIn(valueIn(value, 'pipelines'), name), 'needs')) add(String(need))
  }
  for (const name of names) {
    if (name.includes('/')) wanted.add(name.split('/')[0]!)
    else add(name)
  }
  return wanted
}

/** Returns the names of the steps of each pipeline, as far as `value` says so, which may be wrong in any way. */
export function stepsByPipeline(value: unknown): ReadonlyMap<string, readonly string[]> {
  const pipelines = Object.entries(Object(valueIn(value, 'pipelines')) as Readonly<Record<string, unknown>>)
  return new Map(
    pipelines.map(([name, pipeline]) => {
      const steps: readonly unknown[] = Array.isArray(pipeline) ? pipeline : listIn(pipeline, 'steps')
      const names = steps.map((step) => valueIn(step, 'load') ?? valueIn(step, 'sql'))
      return [name, names.filter((each) => typeof each === 'string')]
    }),
  )
}

function listIn(value: unknown, key: string): readonly unknown[] {
  const list = valueIn(value, key)
  return Array.isArray(list) ? list : []
}

function valueIn(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined
}
