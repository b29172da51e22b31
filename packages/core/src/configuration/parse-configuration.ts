import * as v from 'valibot'
import { check, closedObject } from '../faults/check.js'
import { ConfigError } from '../faults/errors.js'
import { Faults } from '../faults/faults.js'
import type { Configuration, StepConfiguration } from './configuration.js'

const useSchema = closedObject({
  use: v.union(
    [v.pipe(v.string(), v.nonEmpty()), v.looseObject({ kind: v.string() })],
    'must be the name of a plugin, or a plugin.',
  ),
  with: v.optional(v.unknown()),
})

const valueSchema = v.union([v.string(), v.number(), v.bigint(), v.boolean(), v.date(), v.null()])

const loadSchema = closedObject({
  load: v.string(),
  source: useSchema,
  strategy: useSchema,
  target: v.looseObject(
    { table: v.string('must be the name of a table.') },
    'must be an object with a table and its properties or fields.',
  ),
  sink: v.optional(useSchema),
  journal: v.optional(useSchema),
  copy: v.optional(v.record(v.string(), v.unknown())),
})

const sqlSchema = closedObject({
  sql: v.string(),
  statements: v.pipe(
    v.array(
      v.union([v.string(), closedObject({ text: v.string(), values: v.optional(v.array(valueSchema)) })]),
    ),
    v.nonEmpty('needs at least one statement.'),
  ),
  sink: v.optional(useSchema),
})

const stepSchema = v.lazy((input) => {
  if (typeof input === 'object' && input !== null && 'load' in input) return loadSchema
  if (typeof input === 'object' && input !== null && 'sql' in input) return sqlSchema
  return v.never('must have a name under `load`, to load objects, or under `sql`, to run statements.')
})

const configurationSchema = closedObject({
  sink: v.optional(useSchema),
  journal: v.optional(useSchema),
  pipelines: v.record(v.string(), v.pipe(v.array(stepSchema), v.nonEmpty('needs at least one step.'))),
})

/**
 * `value`, if it has the form of a configuration; plugins' own options are not
 * looked at. Throws one `ConfigError` with every fault and its place.
 */
export function parseConfiguration(value: unknown): Configuration {
  const parsed = check(configurationSchema, value) as Configuration
  const faults = new Faults()
  if (Object.keys(parsed.pipelines).length === 0) faults.add('pipelines', 'needs at least one pipeline.')
  for (const [name, steps] of Object.entries(parsed.pipelines)) {
    faults.gather(`pipelines.${name}`, () => checkName(name))
    checkSteps(steps, `pipelines.${name}`, faults)
  }
  faults.throwIfAny()
  return parsed
}

/** The name of a step. */
export function nameOf(step: StepConfiguration): string {
  return 'load' in step ? step.load : step.sql
}

function checkSteps(steps: readonly StepConfiguration[], place: string, faults: Faults): void {
  const seen = new Set<string>()
  for (const [index, each] of steps.entries()) {
    const name = nameOf(each)
    faults.gather(`${place}[${index}]`, () => checkName(name))
    // Marks stand under the step's name: two of one name would hide each other's units.
    if (seen.has(name))
      faults.add(`${place}[${index}]`, `Another step of this pipeline is called "${name}" as well.`)
    seen.add(name)
  }
}

function checkName(name: string): void {
  if (/^[\w.-]{1,100}$/.test(name)) return
  throw new ConfigError(
    'CONFIG_INVALID',
    `The name "${name}" must be 1 to 100 letters, digits, "_", "-" or ".".`,
  )
}
