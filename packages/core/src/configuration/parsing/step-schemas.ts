import * as v from 'valibot'
import { idleSchema, limitsSchema } from './run-schemas.js'
import { badDataEntries } from './bad-data-entries.js'
import { chosenSchema } from '../../faults/chosen-schema.js'
import { closedObject } from '../../faults/closed-object.js'
import { openObject } from '../../faults/open-object.js'

/** A plugin, and its options. */
export const pluginSchema = v.pipe(
  closedObject(
    {
      use: v.pipe(
        v.union(
          [v.pipe(v.string(), v.nonEmpty()), v.pipe(v.looseObject({ kind: v.string() }), v.title('plugin'))],
          'must be the name of a plugin, or a plugin.',
        ),
        v.description(
          'A word, which means @arbalest/KIND-WORD, or arbalest-KIND-WORD if that is not installed; the name of a package; the path of a module, relative to the folder of the configuration file; or, in code, a plugin itself.',
        ),
      ),
      with: v.optional(v.pipe(v.unknown(), v.description("The plugin's own options. Default: none."))),
    },
    () => 'is not known here; the keys are use, with. An option of the plugin belongs under with.',
  ),
  v.title('plugin'),
)

const nameSchema = v.pipe(v.string(), v.nonEmpty('must be the name of a plugin.'))

/** A plugin with its options, or its name: `strategy: manifest` says the same as `strategy: { use: manifest }`. */
export const useSchema = chosenSchema([nameSchema, pluginSchema], (input) =>
  typeof input === 'string' ? nameSchema : pluginSchema,
)

const sinkSchema = v.optional(
  v.pipe(useSchema, v.description('Where its tables are. Default: the sink of the configuration.')),
)

const valueSchema = v.union(
  [v.string(), v.number(), v.bigint(), v.boolean(), v.date(), v.null()],
  'must be a text, a number, a date, true, false or null.',
)

const DRIFT_RULES = ['ignore', 'warn', 'fail'] as const

const driftRule = (description: string) =>
  v.optional(v.pipe(v.picklist(DRIFT_RULES, 'must be ignore, warn or fail.'), v.description(description)))

const driftForms = [
  v.picklist(
    DRIFT_RULES,
    'must be ignore, warn or fail; or an object with one of them for unknown, and one for missing.',
  ),
  closedObject({
    unknown: driftRule('For names that objects have and the target does not. Default: warn.'),
    missing: driftRule('For names that the target has and none of the read objects has. Default: warn.'),
  }),
] as const

const driftSchema = chosenSchema(driftForms, (input) => driftForms[isObject(input) ? 1 : 0])

/** A step that loads. */
export const loadSchema = closedObject(
  {
    load: v.pipe(
      v.string('must be the name of the step.'),
      v.description(
        'The name of the step. Its marks are stored under this name: it must stay the same after the first run.',
      ),
    ),
    source: v.pipe(useSchema, v.description('What lists the objects.')),
    strategy: v.pipe(useSchema, v.description('What decides which objects are loaded together, and how.')),
    target: v.pipe(
      openObject(
        { table: v.string('must be the name of a table.') },
        'must be an object with a table and its properties or fields.',
      ),
      v.title('target'),
      v.description('The table, and which parts of the objects become its columns.'),
    ),
    sink: sinkSchema,
    journal: v.optional(
      v.pipe(
        useSchema,
        v.description('What records which units were loaded. Default: the journal of the configuration.'),
      ),
    ),
    copy: v.optional(
      v.pipe(
        openObject({}, 'must be an object of options.'),
        v.description(
          "How the sink reads the objects: the same keys as copy in the sink's options; these are merged over it. Default: none.",
        ),
      ),
    ),
    limits: v.optional(
      v.pipe(
        limitsSchema,
        v.description(
          'How much one run of the step may load; if more is pending, nothing is loaded. Default: the limits of the configuration.',
        ),
      ),
    ),
    idle: v.optional(
      v.pipe(
        idleSchema,
        v.description(
          'When a run need not ask the sink whether there is something to load. Default: idle of the configuration.',
        ),
      ),
    ),
    drift: v.optional(
      v.pipe(
        driftSchema,
        v.description(
          'What happens if names in objects differ from those of the target: ignore, warn or fail, for all of them; or an object with one of these for unknown and one for missing. Default: warn.',
        ),
      ),
    ),
    ...badDataEntries,
    unaccounted: v.optional(
      v.pipe(
        v.picklist(['report', 'fail'], 'must be report or fail.'),
        v.description(
          'What happens to a load if the sink does not account for everything that went into it, as loaded or rejected. Default: report.',
        ),
      ),
    ),
  },
  (_, keys) =>
    `is not known here; the keys are ${keys.join(', ')}. An option of the source, the strategy, the sink or the journal belongs under its with.`,
)

const valuesSchema = v.optional(
  v.pipe(
    v.array(valueSchema, 'must be a list of values.'),
    v.description('The values of $1, $2 … in each of the statements. Default: none.'),
  ),
)

/** Statements with values. */
export const textSchema = closedObject({
  text: v.pipe(v.string('must be SQL.'), v.description('Statements, with semicolons between them.')),
  values: valuesSchema,
})

/** Statements in a file. */
export const fileSchema = closedObject({
  file: v.pipe(
    v.string('must be the path of a file.'),
    v.nonEmpty('must be the path of a file.'),
    v.description('The path of a file of statements, relative to the folder of the configuration file.'),
  ),
  values: valuesSchema,
})

/** So that what is wrong with an entry is said in the words of the form that was meant. */
const entryForms = [
  v.string('must be SQL, or an object with a text or a file.'),
  textSchema,
  fileSchema,
] as const

const entrySchema = chosenSchema(entryForms, (input) => {
  if (!isObject(input)) return entryForms[0]
  return 'file' in input ? fileSchema : textSchema
})

/** A step that runs statements. */
export const sqlSchema = closedObject({
  sql: v.pipe(v.string('must be the name of the step.'), v.description('The name of the step.')),
  statements: v.pipe(
    v.array(entrySchema, 'must be a list of statements.'),
    v.nonEmpty('needs at least one statement.'),
    v.description('Statements that do no harm if they run again: texts, or objects with a text or a file.'),
  ),
  transaction: v.optional(
    v.pipe(
      v.picklist(['one', 'none'], 'must be "one" or "none".'),
      v.description('Whether all run in one transaction, or each by itself. Default: one.'),
    ),
  ),
  sink: sinkSchema,
})

const stepSchema = chosenSchema([loadSchema, sqlSchema], (input) => {
  if (isObject(input) && 'load' in input) return loadSchema
  if (isObject(input) && 'sql' in input) return sqlSchema
  return v.never('must have a name under `load`, to load objects, or under `sql`, to run statements.')
})

/** The steps of a pipeline. */
export const stepsSchema = v.pipe(
  v.array(stepSchema, 'must be a list of steps.'),
  v.nonEmpty('needs at least one step.'),
)

function isObject(input: unknown): input is object {
  return typeof input === 'object' && input !== null
}
