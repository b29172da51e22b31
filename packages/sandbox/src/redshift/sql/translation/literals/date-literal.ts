import { cast } from '../../tree/make.js'
import { as, namesOf, type Content } from '../../tree/nodes.js'

/** A string that is a date. */
const DATE = /^\d{4}-\d{1,2}-\d{1,2}$/

/**
 * Has a date that is written as a string be one in `cast`, a cast to DATE of that date and a number of days,
 * as in `('2050-01-01' - n)::date`: on no page, but in public projects.
 */
export function readDate({ typeName, arg }: Content<'TypeCast'>): void {
  const expression = as('A_Expr', arg)
  if (namesOf(typeName?.names).at(-1) !== 'date' || expression?.kind !== 'AEXPR_OP') return
  const { name, lexpr, rexpr } = expression
  if (!['+', '-'].includes(namesOf(name).join('.')) || as('A_Const', rexpr)?.sval) return
  const text = as('A_Const', lexpr)?.sval?.sval ?? ''
  if (lexpr && DATE.test(text)) expression.lexpr = cast(lexpr, 'date')
}
