import * as v from 'valibot'

/**
 * Returns a valibot schema for an object with these keys and any others, as `looseObject` does.
 * That one leaves out `constructor`, `prototype` and `__proto__` without a word; here each key
 * that an object has of its own stays, to be reported if it is unknown. A key whose value is undefined, as of a
 * variable that is not set, counts as missing.
 */
export function openObject<
  E extends v.ObjectEntries,
  M extends v.ErrorMessage<v.LooseObjectIssue> | undefined,
>(entries: E, message: M): v.LooseObjectSchema<E, M> {
  const schema = v.looseObject(entries, message)
  const loose = schema['~run'].bind(schema)
  const run: typeof loose = (dataset, config) => {
    const input = dataset.value
    const result = loose({ value: withoutUndefined(input) }, config)
    if (typeof input !== 'object' || input === null) return result
    for (const [key, value] of Object.entries(input)) {
      if (Object.hasOwn(entries, key) || Object.hasOwn(result.value as object, key)) continue
      // A plain assignment to `__proto__` would change what the object inherits.
      Object.defineProperty(result.value, key, {
        value,
        enumerable: true,
        configurable: true,
        writable: true,
      })
    }
    return result
  }
  return Object.assign(schema, { '~run': run })
}

function withoutUndefined(input: unknown): unknown {
  if (typeof input !== 'object' || input === null || !Object.values(input).includes(undefined)) return input
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined))
}
