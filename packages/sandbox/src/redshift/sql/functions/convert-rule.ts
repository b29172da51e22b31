import type { Edit, Written } from '../edit.js'
import { replace } from '../edit.js'
import type { Statement } from '../split-statements.js'
import { calls } from './call.js'

/** CONVERT(type, value) is a CAST. https://docs.aws.amazon.com/redshift/latest/dg/r_CONVERT_function.html */
export function* convertRule(statement: Statement, written: Written): Generator<Edit> {
  for (const { name, args, close } of calls(statement, new Set(['convert']))) {
    const [type = [], value = []] = args
    if (args.length === 2) yield replace(name, close, `cast(${written(value)} as ${written(type)})`)
  }
}
