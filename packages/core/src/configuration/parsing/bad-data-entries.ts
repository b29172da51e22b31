import * as v from 'valibot'
import { chosenSchema } from '../../faults/chosen-schema.js'
import { closedObject } from '../../faults/closed-object.js'

/** How many rows a step may have kept: they are held in memory until they are. */
const MOST_KEPT = 10_000

function rows(description: string, most = Number.MAX_SAFE_INTEGER) {
  const message = `must be a whole number of rows, 1 or more${most < Number.MAX_SAFE_INTEGER ? `, and ${most} at most` : ''}.`
  return v.pipe(
    v.number(message),
    v.integer(message),
    v.minValue(1, message),
    v.maxValue(most, message),
    v.description(description),
  )
}

const badRowForms = [
  v.literal('fail', 'must be fail, or an object with a number of rows under skip or keep.'),
  closedObject({
    skip: rows(
      'The maximum number of rows that do not fit and that one run leaves out; it fails if there are more.',
    ),
  }),
  closedObject({
    keep: rows(
      'The maximum number of rows that do not fit and that one run leaves out, and keeps in a table beside the target; it fails if there are more.',
      MOST_KEPT,
    ),
  }),
] as const

/** So that what is wrong is said in the words of the form that was meant. */
function meantForm(input: unknown): (typeof badRowForms)[number] {
  if (typeof input !== 'object' || input === null) return badRowForms[0]
  return 'keep' in input ? badRowForms[2] : badRowForms[1]
}

/** What a step may say of data that cannot be loaded. */
export const badDataEntries = {
  onBadObject: v.optional(
    v.pipe(
      v.picklist(['fail', 'quarantine'], 'must be fail or quarantine.'),
      v.description(
        'What happens to an object that cannot be loaded: fail loads nothing of its transaction; quarantine loads the rest, and sets the object aside until it changes. Default: fail.',
      ),
    ),
  ),
  onBadRow: v.optional(
    v.pipe(
      chosenSchema(badRowForms, meantForm),
      v.description(
        'What happens to rows that do not fit: fail loads nothing of their transaction; an object sets how many rows a run leaves out, and counts or keeps. Default: fail.',
      ),
    ),
  ),
}
