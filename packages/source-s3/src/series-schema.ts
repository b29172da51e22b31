import { closedObject, ConfigError } from '@arbalest/core'
import * as v from 'valibot'
import { parseSeries, type SeriesOptions } from './series.js'

const bound = v.optional(
  v.union(
    [v.string(), v.number(), v.date()],
    'must be a day, such as "2018-02-01", an hour, such as "2018-02-01T05", or a number.',
  ),
)

/** A valibot schema for {@link SeriesOptions}. */
export const seriesSchema = v.pipe(
  closedObject({
    pattern: v.string('must be how the folders are called, such as "{day}/".'),
    start: bound,
    end: bound,
  }),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return
    for (const { place, message } of faultsOf(dataset.value)) {
      const input = { ...dataset.value }
      const value = input[place as keyof SeriesOptions]
      addIssue({ message, path: [{ type: 'object', origin: 'value', input, key: place, value }] })
    }
  }),
)

function faultsOf(options: SeriesOptions): ConfigError['faults'] {
  try {
    parseSeries(options)
    return []
  } catch (error) {
    if (error instanceof ConfigError) return error.faults
    throw error
  }
}
