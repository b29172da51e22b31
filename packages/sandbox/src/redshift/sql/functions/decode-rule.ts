import type { Edit, Written } from '../edit.js'
import { replace } from '../edit.js'
import type { Statement } from '../split-statements.js'
import { calls } from './call.js'

/** DECODE is a CASE in which NULL equals NULL. https://docs.aws.amazon.com/redshift/latest/dg/r_DECODE_expression.html */
export function* decodeRule(statement: Statement, written: Written): Generator<Edit> {
  for (const { name, args, close } of calls(statement, new Set(['decode']))) {
    // With two arguments it is PostgreSQL's own.
    if (args.length < 3) continue
    const [value = '', ...rest] = args.map(written)
    const cases: string[] = []
    for (let i = 0; i + 1 < rest.length; i += 2) {
      cases.push(`when (${value}) is not distinct from (${rest[i]}) then ${rest[i + 1]}`)
    }
    const otherwise = rest.length % 2 === 1 ? ` else ${rest.at(-1)}` : ''
    yield replace(name, close, `case ${cases.join(' ')}${otherwise} end`)
  }
}
