import type { ColumnMetadata, Field } from '@aws-sdk/client-redshift-data'
import { types } from 'pg'

/** PostgreSQL's numbers for the types whose values the API brings in another form than pg. */
const NUMBERS: Readonly<Record<string, number>> = {
  int8: types.builtins.INT8,
  date: types.builtins.DATE,
  timestamp: types.builtins.TIMESTAMP,
  timestamptz: types.builtins.TIMESTAMPTZ,
  varbyte: types.builtins.BYTEA,
}

/**
 * A value of a result as pg gives it
 * (https://docs.aws.amazon.com/redshift-data/latest/APIReference/API_Field.html).
 */
export function fieldValue(field: Field, { typeName = '' }: Pick<ColumnMetadata, 'typeName'>): unknown {
  const value = field.booleanValue ?? field.longValue ?? field.doubleValue ?? field.stringValue
  if (field.isNull || value === undefined) return null
  const number = NUMBERS[typeName]
  return number === undefined ? value : types.getTypeParser(number)(String(value))
}
