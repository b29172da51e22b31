import * as v from 'valibot'
import { check } from '../faults/check.js'
import { closedObject } from '../faults/closed-object.js'
import type { FaultPath } from '../faults/fault.js'
import { Faults } from '../faults/faults.js'
import { openObject } from '../faults/open-object.js'
import type { Configuration, StepConfiguration } from './configuration.js'

const useSchema = closedObject({
  use: v.union(
    [v.pipe(v.string(), v.nonEmpty()), v.looseObject({ kind: v.string() })],
    'must be the name of a plugin, or a plugin.',
  ),
  with: v.optional(v.unknown()),
})

const valueSchema = v.union(
  [v.string(), v.number(), v.bigint(), v.boolean(), v.date(), v.null()],
  'must be a text, a number, a date, true, false or null.',
)

const loadSchema = closedObject({
  load: v.string('must be the name of the step.'),
  source: useSchema,
  strategy: useSchema,
  target: openObject(
    { table: v.string('must be the name of a table.') },
    'must be an object with a table and its properties or fields.',
  ),
  sink: v.optional(useSchema),
  journal: v.optional(useSchema),
  copy: v.optional(openObject({}, 'must be an object of options.')),
  unaccounted: v.optional(v.picklist(['report', 'fail'], 'must be report or fail.')),
})

const valuesSchema = v.optional(v.array(valueSchema, 'must be a list of values.'))

const textSchema = closedObject({ text: v.string('must be SQL.'), values: valuesSchema })

const fileSchema = closedObject({
  file: v.pipe(v.string('must be the path of a file.'), v.nonEmpty('must be the path of a file.')),
  values: valuesSchema,
})

/** So that what is wrong with an entry is said in the words of the form that was meant. */
const entrySchema = v.lazy((input) => {
  if (typeof input === 'object' && input !== null) return 'file' in input ? fileSchema : textSchema
  return v.string('must be SQL, or an object with a text or a file.')
})

const sqlSchema = closedObject({
  sql: v.string('must be the name of the step.'),
  statements: v.pipe(
    v.array(entrySchema, 'must be a list of statements.'),
    v.nonEmpty('needs at least one statement.'),
  ),
  transaction: v.optional(v.picklist(['one', 'none'], 'must be "one" or "none".')),
  sink: v.optional(useSchema),
})

const stepSchema = v.lazy((input) => {
  if (typeof input === 'object' && input !== null && 'load' in input) return loadSchema
  if (typeof input === 'object' && input !== null && 'sql' in input) return sqlSchema
  return v.never('must have a name under `load`, to load objects, or under `sql`, to run statements.')
})

const stepsSchema = v.pipe(
  v.array(stepSchema, 'must be a list of steps.'),
  v.nonEmpty('needs at least one step.'),
)

const PIPELINES_RULE = 'must be an object of pipelines by their names.'

/** Pipelines by their names, whatever those are; valibot's own `record` leaves out what is called "constructor". */
const pipelinesSchema = v.pipe(
  v.custom<Readonly<Record<string, unknown>>>(isNamed, PIPELINES_RULE),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return
    const input = dataset.value
    for (const [key, value] of Object.entries(input)) {
      for (const { message, path = [] } of v.safeParse(stepsSchema, value).issues ?? [])
        addIssue({ message, path: [{ type: 'object', origin: 'value', input, key, value }, ...path] })
    }
  }),
)

const configurationSchema = closedObject({
  sink: v.optional(useSchema),
  journal: v.optional(useSchema),
  observers: v.optional(v.array(useSchema, 'must be a list of plugins.')),
  showValues: v.optional(v.boolean('must be true or false.')),
  pipelines: pipelinesSchema,
})

/**
 * Returns `value`, if it has the form of a configuration; plugins' own options are not
 * looked at. Throws one `ConfigError` with every fault and its path.
 */
export function parseConfiguration(value: unknown): Configuration {
  const parsed = check(configurationSchema, value) as unknown as Configuration
  const faults = new Faults()
  if (Object.keys(parsed.pipelines).length === 0) faults.add(['pipelines'], 'needs at least one pipeline.')
  for (const [name, steps] of Object.entries(parsed.pipelines)) {
    checkName(name, ['pipelines', name], faults)
    checkSteps(steps, ['pipelines', name], faults)
  }
  faults.throwIfAny()
  return parsed
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
      faults.add([...path, index], `Another step of this pipeline is called "${name}" as well.`)
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
