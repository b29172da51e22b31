import * as v from 'valibot'
import { chosenSchema } from '../../faults/chosen-schema.js'
import { closedObject } from '../../faults/closed-object.js'

const COUNT = 'must be a whole number of rows, 1 or more.'

const badRowForms = [
  v.literal('fail', 'must be fail, or an object with a number of rows under skip.'),
  closedObject({
    skip: v.pipe(
      v.number(COUNT),
      v.integer(COUNT),
      v.minValue(1, COUNT),
      v.description('How many rows that do not fit one run leaves out, at most; it fails if there are more.'),
    ),
  }),
] as const

/** What a step may say of data that cannot be loaded. */
export const badDataEntries = {
  onBadObject: v.optional(
    v.pipe(
      v.picklist(['fail', 'quarantine'], 'must be fail or quarantine.'),
      v.description(
        'What becomes of an object that cannot be loaded: fail loads nothing of its transaction; quarantine loads the rest, and sets the object aside until it changes. Default: fail.',
      ),
    ),
  ),
  onBadRow: v.optional(
    v.pipe(
      chosenSchema(badRowForms, (input) => badRowForms[typeof input === 'object' && input !== null ? 1 : 0]),
      v.description(
        'What becomes of rows that do not fit: fail loads nothing of their transaction; an object leaves out so many of a run. Default: fail.',
      ),
    ),
  ),
}
