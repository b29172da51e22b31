import * as v from 'valibot'
import { didYouMean } from './meant-by.js'
import { openObject } from './open-object.js'

/**
 * Returns a valibot schema for an object with these keys and no others: each misspelt key
 * is reported, in the words of `unknown` if given and with the key that was probably meant, and none is passed over.
 *
 * @example
 * ```ts
 * const options = closedObject({ folder: v.string(), wait: v.optional(v.number()) })
 * ```
 */
export function closedObject<E extends v.ObjectEntries>(
  entries: E,
  unknown = (_key: string, keys: readonly string[]): string =>
    `is not known here; the keys are ${keys.join(', ')}.`,
): v.StrictObjectSchema<E, string | undefined> {
  const keys = Object.keys(entries)
  const schema = v.pipe(
    openObject(entries, ({ received }) =>
      received === 'undefined'
        ? 'is missing.'
        : `must be an object with the keys ${keys.join(', ')}, and is ${received}.`,
    ),
    v.rawCheck(({ dataset, addIssue }) => {
      if (typeof dataset.value !== 'object' || dataset.value === null) return
      const input = dataset.value as Record<string, unknown>
      for (const [key, value] of Object.entries(input)) {
        if (Object.hasOwn(entries, key)) continue
        addIssue({
          message: unknown(key, keys) + didYouMean(key, keys),
          path: [{ type: 'object', origin: 'key', input, key, value }],
        })
      }
    }),
    v.metadata({ additionalProperties: false }),
  )
  // What valibot's own strictObject takes, which reports the first unknown key alone.
  return schema as unknown as v.StrictObjectSchema<E, string | undefined>
}
