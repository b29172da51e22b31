import type { Edit, Written } from '../edit.js'
import type { Statement } from '../split-statements.js'
import { calls } from './call.js'

/** LISTAGG in PostgreSQL's words. https://docs.aws.amazon.com/redshift/latest/dg/r_LISTAGG.html */
export function* listaggRule(statement: Statement, written: Written): Generator<Edit> {
  for (const { name, args, close, rest } of calls(statement, new Set(['listagg']))) {
    const [first = [], separator] = args
    const distinct = first[0]?.kind === 'word' && first[0].value === 'distinct'
    const value = `(${written(distinct ? first.slice(1) : first)})::text`
    const order = rest.accept('within', 'group') ? rest.group() : undefined
    const last = order ? rest.peek(-1) : close
    const parts = [`${distinct ? 'distinct ' : ''}${value}, ${separator ? written(separator) : "''"}`]
    // PostgreSQL orders distinct values by nothing but themselves.
    if (order && distinct) parts.push(`order by ${value}${order.at(-1)?.value === 'desc' ? ' desc' : ''}`)
    else if (order) parts.push(written(order))
    yield { start: name.start, end: (last ?? close).end, text: `pg_catalog.string_agg(${parts.join(' ')})` }
  }
}
