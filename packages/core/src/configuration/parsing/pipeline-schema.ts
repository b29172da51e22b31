import * as v from 'valibot'
import { chosenSchema } from '../../faults/chosen-schema.js'
import { closedObject } from '../../faults/closed-object.js'
import { loadSchema, sqlSchema, stepsSchema } from './step-schemas.js'

const STEP_KEYS = new Set([loadSchema, sqlSchema].flatMap(({ entries }) => Object.keys(entries)))

/** A pipeline that comes after others. */
export const graphSchema = v.pipe(
  closedObject(
    {
      needs: v.optional(
        v.pipe(
          v.array(v.string('must be the name of a pipeline.'), 'must be a list of names of pipelines.'),
          v.description(
            'The names of pipelines that must have done all their work before this one begins. Default: none.',
          ),
        ),
      ),
      steps: v.optional(
        v.pipe(stepsSchema, v.description('Steps in order. Default: none, if it needs another pipeline.')),
      ),
    },
    (key, keys) =>
      `is not known here; the keys are ${keys.join(', ')}.${STEP_KEYS.has(key) ? ' A step is one of a list: begin it with "- ".' : ''}`,
  ),
  v.check(
    ({ needs = [], steps = [] }) => needs.length + steps.length > 0,
    'needs at least one step, or another pipeline.',
  ),
)

/** A pipeline: its steps, or an object with these and what it needs. */
export const pipelineSchema = chosenSchema([stepsSchema, graphSchema], (input) =>
  typeof input === 'object' && input !== null && !Array.isArray(input) ? graphSchema : stepsSchema,
)
