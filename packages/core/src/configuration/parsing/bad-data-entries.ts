import * as v from 'valibot'

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
}
