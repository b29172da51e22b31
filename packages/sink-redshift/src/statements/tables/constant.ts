import { parseColumnType, type Column } from '@arbalest/core/plugin'
import { quoteLiteral } from '../syntax/quote.js'

/** A column's constant as an SQL expression of its type. SYSDATE is when the transaction began (https://docs.aws.amazon.com/redshift/latest/dg/r_SYSDATE.html). */
export function constantExpression({ type, constant }: Pick<Column, 'type' | 'constant'>): string {
  const sqlType = parseColumnType(type)
  if (constant === undefined || constant === null) return `cast(null as ${sqlType})`
  if (typeof constant !== 'string') return 'sysdate'
  // To cast text would be to cut what is too long.
  return /^(?:var)?char\(/.test(sqlType)
    ? quoteLiteral(constant)
    : `cast(${quoteLiteral(constant)} as ${sqlType})`
}
