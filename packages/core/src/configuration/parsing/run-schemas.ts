import * as v from 'valibot'
import { durationSchema } from '../../contracts/duration.js'
import { closedObject } from '../../faults/closed-object.js'

const amount = (what: string) =>
  v.optional(
    v.pipe(
      v.number(`must be a number of ${what}.`),
      v.integer(`must be a whole number of ${what}.`),
      v.minValue(1, 'must be at least 1.'),
      v.description(`How many ${what} one run of the step may load. Default: any number.`),
    ),
  )

/** How much one run may load. */
export const limitsSchema = closedObject({ objects: amount('objects'), bytes: amount('bytes') })

/** When a run need not ask the sink. */
export const idleSchema = closedObject({
  recheck: v.pipe(
    durationSchema,
    v.description('For how long a run trusts that an unchanged listing is loaded, such as 24h.'),
  ),
})
