import type { Edit } from '../edit.js'
import { replace } from '../edit.js'
import { quoteLiteral } from '../literal.js'
import type { Statement } from '../split-statements.js'
import { calls } from './call.js'

const FUNCTIONS = new Set(['dateadd', 'date_add', 'datediff', 'date_diff', 'date_part'])

/** A part of a date may be a bare word. https://docs.aws.amazon.com/redshift/latest/dg/r_Dateparts_for_datetime_functions.html */
export function* datePartRule(statement: Statement): Generator<Edit> {
  for (const { args } of calls(statement, FUNCTIONS)) {
    const [part, ...more] = args[0] ?? []
    if (part?.kind === 'word' && more.length === 0) yield replace(part, part, quoteLiteral(part.value))
  }
}
