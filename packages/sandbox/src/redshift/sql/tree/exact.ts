import type { Node } from 'libpg-query'
import { as, namesOf, type Content } from './nodes.js'

/** The type of an exact number. */
export interface Exact {
  /** Digits in all. */
  readonly precision: number
  /** Digits after the point. */
  readonly scale: number
  readonly integer: boolean
}

/** Digits that a DECIMAL has at most. https://docs.aws.amazon.com/redshift/latest/dg/r_Numeric_types201.html */
export const MOST_DIGITS = 38

/** The first whole number that is no BIGINT. */
const AFTER_BIGINT = 2n ** 63n

/** Whole numbers as DECIMALs. https://docs.aws.amazon.com/redshift/latest/dg/r_numeric_computations201.html */
const INTEGERS: ReadonlyMap<string, number> = new Map([
  ...(['int2', 'smallint'] as const).map((name) => [name, 5] as const),
  ...(['int4', 'integer'] as const).map((name) => [name, 10] as const),
  ...(['int8', 'bigint'] as const).map((name) => [name, 19] as const),
])

/** The type that the catalog writes as `type`, such as `numeric(8,2)`; undefined if it is none of an exact number. */
export function exactType(type: string): Exact | undefined {
  const digits = INTEGERS.get(type)
  if (digits !== undefined) return integer(digits)
  const [, precision, scale] = /^numeric\((\d+),(\d+)\)$/.exec(type) ?? []
  return precision === undefined ? undefined : decimal(Number(precision), Number(scale))
}

/** The types of columns, by their names as they are written. */
export type ColumnTypes = ReadonlyMap<string, Exact>

/** The type of `node`, if that follows from its form; undefined otherwise, and if it is no exact number. */
export function exactOf(node: Node | undefined, columns: ColumnTypes): Exact | undefined {
  const of = (inner: Node | undefined) => exactOf(inner, columns)
  const column = as('ColumnRef', node)
  if (column) return columns.get(namesOf(column.fields).join('.'))
  const constant = as('A_Const', node)
  if (constant) return constantType(constant)
  const cast = as('TypeCast', node)
  if (cast) return castType(cast)
  const all = as('CoalesceExpr', node)?.args
  if (all) return widest(all.map(of))
  const choice = as('CaseExpr', node)
  if (choice) {
    const results = (choice.args ?? []).map((when) => as('CaseWhen', when)?.result)
    return widest([...results, choice.defresult].filter((result) => result && !isNull(result)).map(of))
  }
  const call = as('FuncCall', node)
  if (call) return callType(call, of)
  const expression = as('A_Expr', node)
  if (expression?.kind === 'AEXPR_NULLIF') return of(expression.lexpr)
  if (expression?.kind !== 'AEXPR_OP') return undefined
  const right = of(expression.rexpr)
  if (!expression.lexpr || !right) return right
  const left = of(expression.lexpr)
  return left && computed(namesOf(expression.name).at(-1), left, right)
}

/** What comes of an operation. https://docs.aws.amazon.com/redshift/latest/dg/r_numeric_computations201.html */
export function computed(operator: string | undefined, left: Exact, right: Exact): Exact | undefined {
  if (left.integer && right.integer) return integer(Math.max(left.precision, right.precision))
  const whole = left.precision - left.scale
  switch (operator) {
    case '+':
    case '-': {
      const scale = Math.max(left.scale, right.scale)
      return decimal(Math.max(whole, right.precision - right.scale) + 1 + scale, scale)
    }
    case '*':
      return decimal(left.precision + right.precision + 1, left.scale + right.scale)
    case '/': {
      const scale = Math.max(4, left.scale + right.precision - right.scale + 1)
      const before = whole + right.scale
      if (before + scale <= MOST_DIGITS) return decimal(before + scale, scale)
      // Not documented: sums divided by sums have four digits on clusters.
      return decimal(MOST_DIGITS, Math.max(4, MOST_DIGITS - before))
    }
    default:
      return undefined
  }
}

function constantType({ ival, fval }: Content<'A_Const'>): Exact | undefined {
  if (ival) return integer(10)
  const [, whole = '', fraction] = /^(\d*)(?:\.(\d*))?$/.exec(fval?.fval ?? 'none') ?? []
  if (fraction !== undefined) return decimal(Math.max(whole.length + fraction.length, 1), fraction.length)
  if (whole === '') return undefined
  return BigInt(whole) < AFTER_BIGINT ? integer(19) : decimal(whole.length, 0)
}

function castType({ typeName }: Content<'TypeCast'>): Exact | undefined {
  if (typeName?.arrayBounds) return undefined
  const name = namesOf(typeName?.names).at(-1) ?? ''
  const digits = INTEGERS.get(name)
  if (digits !== undefined) return integer(digits)
  if (name !== 'numeric' && name !== 'decimal') return undefined
  const [precision = 18, scale = 0] = (typeName?.typmods ?? []).map(
    (modifier) => as('A_Const', modifier)?.ival?.ival ?? 0,
  )
  return decimal(precision, scale)
}

/** https://docs.aws.amazon.com/redshift/latest/dg/c_Aggregate_Functions.html */
function callType(
  { funcname, args = [] }: Content<'FuncCall'>,
  of: (node: Node | undefined) => Exact | undefined,
): Exact | undefined {
  const [first] = args
  const given = of(first)
  switch (namesOf(funcname).at(-1)) {
    case 'count':
      return integer(19)
    case 'min':
    case 'max':
    case 'abs':
    // What the average of PostgreSQL is brought to that of a cluster by.
    case 'average':
      return given
    case 'sum':
      if (given?.integer) return given.precision < 19 ? integer(19) : decimal(MOST_DIGITS, 0)
      return given && decimal(MOST_DIGITS, given.scale)
    case 'avg':
      return given && (given.integer ? integer(19) : decimal(MOST_DIGITS, given.scale))
    default:
      return undefined
  }
}

function isNull(node: Node): boolean {
  return as('A_Const', node)?.isnull === true
}

/** The type that holds all of these. */
export function widest(types: readonly (Exact | undefined)[]): Exact | undefined {
  const known = types.filter((type) => type !== undefined)
  if (known.length < types.length || known.length === 0) return undefined
  const scale = Math.max(...known.map((type) => type.scale))
  const whole = Math.max(...known.map(({ precision, scale: behind }) => precision - behind))
  return known.every((type) => type.integer) ? integer(whole) : decimal(whole + scale, scale)
}

function integer(precision: number): Exact {
  return { precision, scale: 0, integer: true }
}

function decimal(precision: number, scale: number): Exact {
  return {
    precision: Math.min(precision, MOST_DIGITS),
    scale: Math.min(scale, MOST_DIGITS),
    integer: false,
  }
}
