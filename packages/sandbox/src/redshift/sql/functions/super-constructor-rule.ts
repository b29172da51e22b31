import type { Statement } from '../tokens/split-statements.js'
import type { Edit, Written } from '../writing/edit.js'
import { replace } from '../writing/edit.js'
import { calls } from './call.js'

/** The functions that make SUPERs of values of any types, and what they are here. */
const CONSTRUCTORS: ReadonlyMap<string, string> = new Map([
  ['array', 'redshift.array'],
  ['object', 'pg_catalog.object'],
])

/**
 * ARRAY and OBJECT, whose arguments become SUPERs by their types.
 * https://docs.aws.amazon.com/redshift/latest/dg/r_array.html
 */
export function* superConstructorRule(statement: Statement, written: Written): Generator<Edit> {
  for (const { name, args, close } of calls(statement, new Set(CONSTRUCTORS.keys()))) {
    if (args[0]?.[0]?.value === 'select') continue
    const given = args.filter((arg) => arg.length > 0).map((arg) => `redshift.as_super(${written(arg)})`)
    yield replace(name, close, `${CONSTRUCTORS.get(name.value)}(${given.join(', ')})`)
  }
}
