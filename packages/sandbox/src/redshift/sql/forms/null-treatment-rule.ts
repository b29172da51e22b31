import { calls } from '../functions/call.js'
import type { Statement } from '../tokens/split-statements.js'
import type { Edit, Written } from '../writing/edit.js'
import { mark } from './mark.js'

const FUNCTIONS = new Set(['first_value', 'last_value', 'nth_value', 'lag', 'lead'])

/**
 * IGNORE NULLS, within the parentheses of a window function or after them; RESPECT NULLS is what
 * PostgreSQL does. https://docs.aws.amazon.com/redshift/latest/dg/r_WF_first_value.html
 */
export function* nullTreatmentRule(statement: Statement, written: Written): Generator<Edit> {
  for (const { name, args, rest } of calls(statement, FUNCTIONS)) {
    const last = args.at(-1) ?? []
    const within = last.at(-1)?.value === 'nulls' ? last.at(-2)?.value : undefined
    const after = rest.accept('ignore', 'nulls')
      ? 'ignore'
      : rest.accept('respect', 'nulls')
        ? 'respect'
        : undefined
    const treatment = within ?? after
    const over = rest.peek()
    if (!treatment || !over || !rest.accept('over')) continue
    const window = rest.group()
    const end = rest.peek(-1)
    if (!window || !end) continue
    const values = args.map((arg, i) => written(within && i === args.length - 1 ? arg.slice(0, -2) : arg))
    const call = `${name.text}(${values.join(', ')}) over (${written(window)})`
    yield {
      start: name.start,
      end: end.end,
      text: treatment === 'ignore' ? mark('ignoring nulls', [call]) : call,
    }
  }
}
