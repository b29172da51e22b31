import { closedObject } from '@arbalest/core/plugin'
import * as v from 'valibot'
import { characterOf, nulOf } from './characters.js'
import { COPY_ENTRIES } from './copy-entries.js'
import type { CopyFormat, CopyOptions, FieldCopyOptions } from './copy-options.js'

const FORMATS = Object.keys(COPY_ENTRIES) as CopyFormat[]

/** The load failed at the row of this number; a step says how many it goes on past. */
const MAX_ERROR =
  'is now set in the step, for any sink and for a whole run: instead of maxError: 10, write onBadRow: { skip: 9 } next to copy.'

function optionsOf<F extends CopyFormat>(format: F) {
  return closedObject(COPY_ENTRIES[format], (key) => {
    if (key === 'maxError') return MAX_ERROR
    const others = FORMATS.filter((other) => Object.hasOwn(COPY_ENTRIES[other], key))
    return others.length === 0
      ? `is not known here; with the format ${format} the keys are ${Object.keys(COPY_ENTRIES[format]).join(', ')}.`
      : `does not go with the format ${format}, but with ${others.join(', ').replace(/, (\w+)$/, ' and $1')}; leave it out, or set it in the steps that need it.`
  })
}

/** A valibot schema for `CopyOptions`: each format takes its own parameters, and no other's. */
export const copySchema = v.variant(
  'format',
  [
    optionsOf('json'),
    v.pipe(
      optionsOf('csv'),
      v.rawCheck(({ dataset: { typed, value }, addIssue }) => {
        if (!typed || characterOf(value.delimiter ?? ',') !== (value.quote ?? '"')) return
        const key = value.quote === undefined ? 'delimiter' : 'quote'
        addIssue({
          message: 'The delimiter and the quote must differ.',
          path: [{ type: 'object', origin: 'value', input: { ...value }, key, value: value[key] }],
        })
      }),
    ),
    optionsOf('avro'),
    optionsOf('delimited'),
    optionsOf('parquet'),
    optionsOf('orc'),
  ],
  ({ path }) =>
    path ? 'must be json, avro, csv, delimited, parquet or orc.' : "must be an object of COPY's parameters.",
)

/** Returns checked options as the statement takes them: what stands for a character is that character. */
export function completeCopy(options: CopyOptions): CopyOptions {
  const given = options as FieldCopyOptions
  return {
    ...options,
    ...(given.delimiter !== undefined && { delimiter: characterOf(given.delimiter) }),
    ...(given.nullAs !== undefined && { nullAs: nulOf(given.nullAs) }),
  }
}
