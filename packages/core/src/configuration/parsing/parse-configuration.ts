import * as v from 'valibot'
import { graphFaults } from '../../engine/graph/graph.js'
import { check } from '../../faults/check.js'
import { closedObject } from '../../faults/closed-object.js'
import type { FaultPath } from '../../faults/fault.js'
import { Faults } from '../../faults/faults.js'
import type { Configuration, PipelineConfiguration, StepConfiguration } from './configuration.js'
import { pipelineSchema } from './pipeline-schema.js'
import { idleSchema, limitsSchema } from './run-schemas.js'
import { useSchema } from './step-schemas.js'

const PIPELINES_RULE = 'must be an object of pipelines by their names.'

/** Pipelines by their names, whatever those are; valibot's own `record` leaves out what is called "constructor". */
const pipelinesSchema = v.pipe(
  v.custom<Readonly<Record<string, unknown>>>(isNamed, PIPELINES_RULE),
  v.metadata({ type: 'object' }),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return
    const input = dataset.value
    for (const [key, value] of Object.entries(input)) {
      for (const { message, path = [] } of v.safeParse(pipelineSchema, value).issues ?? [])
        addIssue({ message, path: [{ type: 'object', origin: 'value', input, key, value }, ...path] })
    }
  }),
)

/** A configuration as a whole. */
export const configurationSchema = closedObject({
  $schema: v.optional(
    v.pipe(
      v.string('must be a text.'),
      v.description('Where the JSON Schema of the configuration is, for editors. Default: none.'),
    ),
  ),
  sink: v.optional(v.pipe(useSchema, v.description('The sink of each step that has none. Default: none.'))),
  journal: v.optional(
    v.pipe(
      useSchema,
      v.description("The journal of each step that has none. Default: the sink's own marks."),
    ),
  ),
  limits: v.optional(
    v.pipe(limitsSchema, v.description('The limits of each load step that has none. Default: none.')),
  ),
  idle: v.optional(
    v.pipe(
      idleSchema,
      v.description(
        'For load steps without their own setting: when a run need not ask the sink whether there is something to load. Default: it always asks.',
      ),
    ),
  ),
  observers: v.optional(
    v.pipe(
      v.array(useSchema, 'must be a list of plugins.'),
      v.description('Parts that receive every event of every run. Default: none.'),
    ),
  ),
  showValues: v.optional(
    v.pipe(
      v.boolean('must be true or false.'),
      v.description(
        'Whether values and lines of rows that did not fit may be printed, and kept by onBadRow. Default: printed only on a terminal, and not kept.',
      ),
    ),
  ),
  pipelines: v.pipe(
    pipelinesSchema,
    v.description('Lists of steps, or objects with steps and needs, by the names of the pipelines.'),
  ),
})

/**
 * Returns `value`, if it has the form of a configuration; plugins' own options are not
 * looked at. Throws one `ConfigError` with every fault and its path.
 */
export function parseConfiguration(value: unknown): Configuration {
  const parsed = check(configurationSchema, value) as unknown as Configuration
  const faults = new Faults()
  if (Object.keys(parsed.pipelines).length === 0) faults.add(['pipelines'], 'needs at least one pipeline.')
  const pipelines = pipelinesOf(parsed)
  for (const { name, steps, stepsPath } of pipelines) {
    checkName(name, ['pipelines', name], faults)
    checkSteps(steps, stepsPath, faults)
  }
  faults.addAll(['pipelines'], graphFaults(pipelines))
  faults.throwIfAny()
  return parsed
}

/** A pipeline as it is configured, in whichever form. */
interface ParsedPipeline {
  readonly name: string
  readonly needs: readonly string[]
  readonly steps: readonly StepConfiguration[]
  /** Where the list of its steps stands. */
  readonly stepsPath: FaultPath
}

/** Returns the pipelines of a configuration, in the order in which they are written. */
export function pipelinesOf({ pipelines }: Configuration): readonly ParsedPipeline[] {
  return Object.entries(pipelines).map(([name, given]) =>
    isSteps(given)
      ? { name, needs: [], steps: given, stepsPath: ['pipelines', name] }
      : { name, needs: given.needs ?? [], steps: given.steps ?? [], stepsPath: ['pipelines', name, 'steps'] },
  )
}

function isSteps(given: PipelineConfiguration): given is readonly StepConfiguration[] {
  return Array.isArray(given)
}

/** Returns the name of a step. */
export function nameOf(step: StepConfiguration): string {
  return 'load' in step ? step.load : step.sql
}

function checkSteps(steps: readonly StepConfiguration[], path: FaultPath, faults: Faults): void {
  const seen = new Set<string>()
  for (const [index, each] of steps.entries()) {
    const name = nameOf(each)
    checkName(name, [...path, index], faults)
    // Marks stand under the step's name: two of one name would hide each other's units.
    if (seen.has(name))
      faults.add([...path, index], `Another step of this pipeline is also called "${name}".`)
    seen.add(name)
  }
}

function checkName(name: string, path: FaultPath, faults: Faults): void {
  if (/^[\w.-]{1,100}$/.test(name)) return
  faults.add(path, `The name "${name}" must be 1 to 100 letters, digits, "_", "-" or ".".`)
}

function isNamed(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
