import type { Node } from 'libpg-query'
import { cast } from '../../tree/make.js'
import { as } from '../../tree/nodes.js'

/** A string that stands for a number. */
const NUMBER = /^\s*[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?\s*$/i

/**
 * Has the numbers among `args` count as text if a string is no number, as in `COALESCE(NULL, 'none', 12)`.
 * https://docs.aws.amazon.com/redshift/latest/dg/r_NVL_function.html
 */
export function mixLiterals(args: Node[] | undefined): void {
  const strings = (args ?? []).flatMap((arg) => as('A_Const', arg)?.sval?.sval ?? [])
  if (!args || strings.every((text) => NUMBER.test(text))) return
  for (const [i, arg] of args.entries()) {
    const constant = as('A_Const', arg)
    if (constant?.ival || constant?.fval) args[i] = cast(arg, 'varchar')
  }
}
