import { calls } from '../functions/call.js'
import type { Statement } from '../tokens/split-statements.js'
import type { Edit, Written } from '../writing/edit.js'
import { replace } from '../writing/edit.js'
import { mark } from './mark.js'

/** LISTAGG(DISTINCT …): PostgreSQL's grammar has no DISTINCT beside WITHIN GROUP. https://docs.aws.amazon.com/redshift/latest/dg/r_LISTAGG.html */
export function* distinctListRule(statement: Statement, written: Written): Generator<Edit> {
  for (const { args } of calls(statement, new Set(['listagg']))) {
    const [first, ...value] = args[0] ?? []
    const last = value.at(-1)
    if (first?.kind !== 'word' || first.value !== 'distinct' || !last) continue
    yield replace(first, last, mark('distinct', [written(value)]))
  }
}
