import * as v from 'valibot'

/**
 * Returns a valibot schema for what has one of several forms. `choose` returns the one that a value is meant to have, so
 * that what is wrong with it is said in the words of that form; its JSON Schema has all of them.
 */
export function chosenSchema<const S extends readonly v.GenericSchema[]>(
  forms: S,
  choose: (input: unknown) => v.GenericSchema,
): v.UnionSchema<S, undefined> {
  return {
    ...v.union(forms),
    '~run': (dataset: v.UnknownDataset, config: v.Config<v.BaseIssue<unknown>>) =>
      choose(dataset.value)['~run'](dataset, config),
  } as v.UnionSchema<S, undefined>
}
