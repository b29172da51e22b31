import type { Node } from 'libpg-query'
import { call, cast, integer, literal, operation, string } from '../tree/make.js'
import { markArgs } from '../tree/marks.js'
import { as, changeNodes, copyOf, kindOf, namesOf, type Content } from '../tree/nodes.js'
import { keepName } from '../tree/output-name.js'
import { COLLATIONS } from '../writing/collations.js'
import { before, reversed, whole } from './frames.js'
import { readDate } from './literals/date-literal.js'
import { mixLiterals } from './literals/mix-literals.js'

type Call = Content<'FuncCall'>

/** Puts PostgreSQL's calls in the place of Redshift's in `level`, the expressions of one query. */
export function changeCalls(level: object): void {
  const change = (node: Node): Node | undefined => {
    if (kindOf(node) === 'SelectStmt') return node
    const target = as('ResTarget', node)
    if (target) {
      keepName(target, () => changeNodes(target, change))
      return node
    }
    const found = as('FuncCall', node)
    if (!found) {
      mixLiterals(as('CoalesceExpr', node)?.args)
      readDate(as('TypeCast', node) ?? {})
      return undefined
    }
    changeNodes(found, change)
    return changed(found) ?? node
  }
  changeNodes(level, change)
}

function changed(found: Call): Node | undefined {
  const args = found.args ?? []
  const [ignoring] = markArgs('ignoring nulls', { FuncCall: found }) ?? []
  if (ignoring) return ignoringNulls(as('FuncCall', ignoring) ?? {})
  const names = namesOf(found.funcname)
  if (names.join('.') === 'pg_catalog.collate') return collated(args)
  if (names.length > 1) return undefined
  switch (names[0]) {
    case 'decode':
      return args.length > 2 ? decode(args) : undefined
    case 'nvl2':
      return args.length === 3 ? nvl2(args) : undefined
    case 'ratio_to_report':
      return args[0] && found.over ? ratioToReport(args[0], found) : undefined
    case 'avg':
      return average(found)
    case 'listagg':
      return listagg(found)
    case 'hll':
      return args[0] && call(['pg_catalog', 'hll_cardinality'], [sketch(args[0])])
    case 'hll_create_sketch':
      return args[0] && sketch(args[0])
    case 'hll_combine':
      return args[0] && call(['redshift', 'combined'], [aggregate(['postgres', 'array_agg'], [args[0]], {})])
    case 'st_collect':
      // PostgreSQL has this order within the parentheses.
      return found.agg_within_group ? { FuncCall: { ...found, agg_within_group: false } } : undefined
    case 'percentile_cont':
    case 'percentile_disc':
      return found.over && percentile(names[0], found, args[0], found.agg_order ?? [])
    case 'median':
      return found.over && args[0]
        ? percentile('percentile_cont', found, { A_Const: { fval: { fval: '0.5' } } }, [
            { SortBy: { node: args[0] } },
          ])
        : undefined
    default:
      return undefined
  }
}

/** https://docs.aws.amazon.com/redshift/latest/dg/r_COLLATE.html */
function collated([value, name]: readonly Node[]): Node | undefined {
  const collation = COLLATIONS.get(as('A_Const', name)?.sval?.sval?.toLowerCase() ?? '')
  if (!value || collation === undefined) return undefined
  return { CollateClause: { arg: cast(value, 'text'), collname: [string(collation)] } }
}

/** DECODE is a CASE in which NULL equals NULL. https://docs.aws.amazon.com/redshift/latest/dg/r_DECODE_expression.html */
function decode([value, ...rest]: readonly Node[]): Node {
  const args: Node[] = []
  for (let i = 0; i + 1 < rest.length; i += 2) {
    const expr: Node = {
      A_Expr: {
        kind: 'AEXPR_NOT_DISTINCT',
        name: [{ String: { sval: '=' } }],
        lexpr: copyOf(value as Node),
        rexpr: rest[i] as Node,
      },
    }
    args.push({ CaseWhen: { expr, result: rest[i + 1] as Node } })
  }
  const otherwise = rest.length % 2 === 1 ? rest.at(-1) : undefined
  return { CaseExpr: otherwise ? { args, defresult: otherwise } : { args } }
}

/** NVL2 takes a NULL of no type too. https://docs.aws.amazon.com/redshift/latest/dg/r_NVL2.html */
function nvl2([value, result, otherwise]: readonly Node[]): Node {
  const expr: Node = { NullTest: { arg: value as Node, nulltesttype: 'IS_NOT_NULL' } }
  const args: Node[] = [{ CaseWhen: { expr, result: result as Node } }]
  return { CaseExpr: { args, defresult: otherwise as Node } }
}

/** https://docs.aws.amazon.com/redshift/latest/dg/r_WF_RATIO_TO_REPORT.html */
function ratioToReport(value: Node, found: Call): Node {
  const total: Node = { FuncCall: { ...found, funcname: [string('pg_catalog'), string('sum')] } }
  return operation(cast(copyOf(value), 'float8'), '/', total)
}

/** AVG of whole numbers is one, of DECIMALs it has their scale. https://docs.aws.amazon.com/redshift/latest/dg/r_AVG.html */
function average(found: Call): Node {
  const by = (schema: string, name: string): Node => ({
    FuncCall: { ...copyOf(found), funcname: [string(schema), string(name)] },
  })
  return call(['redshift', 'average'], [by('postgres', 'avg'), by('redshift', 'total')])
}

/** https://docs.aws.amazon.com/redshift/latest/dg/r_LISTAGG.html, https://docs.aws.amazon.com/redshift/latest/dg/r_WF_LISTAGG.html */
function listagg(found: Call): Node {
  const [first, separator = literal('')] = found.args ?? []
  const [unique] = markArgs('distinct', first) ?? []
  const value = cast(unique ?? (first as Node), 'text')
  const order = found.agg_order ?? []
  if (found.over) {
    const over = whole(found.over, order)
    if (!unique) return aggregate(['postgres', 'string_agg'], [value, separator], { over })
    return call(['redshift', 'list_distinct'], [present(value, over), separator])
  }
  // PostgreSQL orders distinct values by nothing but themselves.
  const sorted = unique
    ? order.map((node): Node => ({ SortBy: { ...as('SortBy', node), node: copyOf(value) } }))
    : order
  return aggregate(['postgres', 'string_agg'], [value, separator], {
    ...(sorted.length > 0 ? { agg_order: sorted } : {}),
    ...(unique ? { agg_distinct: true } : {}),
  })
}

/** https://docs.aws.amazon.com/redshift/latest/dg/r_HLL_CREATE_SKETCH.html */
function sketch(value: Node): Node {
  const hash = call(['postgres', 'hashtextextended'], [cast(value, 'text'), integer(0)])
  return call(
    ['redshift', 'sketch_of'],
    [aggregate(['postgres', 'array_agg'], [hash], { agg_distinct: true })],
  )
}

/** https://docs.aws.amazon.com/redshift/latest/dg/r_WF_PERCENTILE_CONT.html */
function percentile(name: string, found: Call, fraction: Node | undefined, order: readonly Node[]): Node {
  const value = as('SortBy', order[0])?.node as Node
  const over = whole(found.over ?? {}, order)
  return call(['redshift', name], [present(copyOf(value), over), fraction as Node])
}

/** https://docs.aws.amazon.com/redshift/latest/dg/r_WF_first_value.html, https://docs.aws.amazon.com/redshift/latest/dg/r_WF_LAG.html */
function ignoringNulls({ funcname, args = [], over = {} }: Call): Node {
  const [value, offset] = args as [Node, Node | undefined]
  switch (namesOf(funcname).at(-1)) {
    case 'first_value':
      return aggregate(['redshift', 'first_present'], [value], { over })
    case 'last_value':
      return aggregate(['redshift', 'last_present'], [value], { over })
    case 'nth_value':
      return call(['redshift', 'nth'], [present(value, over), offset ?? integer(1)])
    default: {
      const rows = before(namesOf(funcname).at(-1) === 'lead' ? reversed(over) : over)
      if (!offset) return aggregate(['redshift', 'last_present'], [value], { over: rows })
      return call(['redshift', 'nth_last'], [present(value, rows), offset])
    }
  }
}

/** An array of the values in a window that are not NULL. */
function present(value: Node, over: Content<'WindowDef'>): Node {
  const all = aggregate(['postgres', 'array_agg'], [value], { over })
  return call(['postgres', 'array_remove'], [all, { A_Const: { isnull: true } }])
}

function aggregate(names: readonly string[], args: readonly Node[], more: Call): Node {
  return { FuncCall: { ...as('FuncCall', call(names, args)), ...more } }
}
