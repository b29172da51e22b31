import { inSoundOrder } from '../engine/graph/graph.js'
import { ConfigError } from '../faults/errors.js'
import type { FaultPath } from '../faults/fault.js'
import { didYouMean } from '../faults/meant-by.js'
import type { Configuration, StepConfiguration } from './parsing/configuration.js'
import { nameOf, pipelinesOf } from './parsing/parse-configuration.js'

/** A pipeline that was chosen. */
interface ChosenPipeline {
  readonly name: string
  /** Those of the pipelines it needs that were chosen as well. */
  readonly needs: readonly string[]
  /** The steps that were chosen, and where they stand. */
  readonly steps: readonly { readonly given: StepConfiguration; readonly path: FaultPath }[]
}

/**
 * Returns the pipelines that `names` stand for, each after those it needs: a pipeline is chosen
 * with all that it needs, `pipeline/step` is chosen without. No names stand for all. Throws
 * `ConfigError` if there is nothing of a name.
 */
export function choose(configuration: Configuration, names: readonly string[]): readonly ChosenPipeline[] {
  const all = pipelinesOf(configuration)
  const steps = all.flatMap(({ name, steps: own }) => own.map((step) => `${name}/${nameOf(step)}`))
  const known = [...all.map(({ name }) => name), ...steps]
  refuseUnknown(names, known)
  const whole = new Set<string>()
  const add = (name: string) => {
    if (whole.has(name)) return
    whole.add(name)
    all.find((each) => each.name === name)?.needs.forEach(add)
  }
  const wanted = names.length === 0 ? all.map(({ name }) => name) : names
  for (const name of wanted) if (!name.includes('/')) add(name)
  const chosen = [...new Set([...wanted.map((name) => name.split('/')[0]!), ...whole])]
  return inSoundOrder(
    chosen.map((name) => {
      const pipeline = all.find((each) => each.name === name)!
      const isWanted = (step: StepConfiguration) =>
        whole.has(name) || names.includes(`${name}/${nameOf(step)}`)
      return {
        name,
        needs: pipeline.needs.filter((need) => chosen.includes(need)),
        steps: pipeline.steps
          .map((given, index) => ({ given, path: [...pipeline.stepsPath, index] }))
          .filter(({ given }) => isWanted(given)),
      }
    }),
  )
}

function refuseUnknown(names: readonly string[], known: readonly string[]): void {
  const unknown = names.filter((name) => !known.includes(name))
  if (unknown.length === 0) return
  throw new ConfigError(
    'CONFIG_INVALID',
    unknown.map((name) => {
      const pipeline = name.split('/')[0]!
      const [what, wrong, candidates] = known.includes(pipeline)
        ? ['step', name, known.filter((each) => each.startsWith(`${pipeline}/`))]
        : ['pipeline', pipeline, known.filter((each) => !each.includes('/'))]
      const there = candidates.map((each) => `"${each}"`).join(', ') || 'none'
      return {
        path: ['pipelines'],
        message: `There is no ${what} "${wrong}"; there is ${there}.${didYouMean(wrong, candidates)}`,
      }
    }),
  )
}
