import type { Node } from 'libpg-query'
import { RedshiftError } from '../../redshift-error.js'
import { as, childrenOf, contentOf, kindOf, namesOf, type Content, type Kind } from '../tree/nodes.js'
import { refuseCorrelation } from './correlation.js'
import { refuseLeaderNode } from './leader-node.js'
import {
  FRAMED,
  KNOWN_KINDS,
  PLAIN_CURSOR,
  PLAIN_LOCK,
  REFUSED_FORMS,
  WITHIN_GROUP,
  type RefusedForm,
} from './refused-forms.js'

/** Statements that are a query or are made of one; their parts are all known. */
const MADE_OF_QUERIES: ReadonlySet<Kind> = new Set<Kind>([
  ...(['SelectStmt', 'InsertStmt', 'UpdateStmt', 'DeleteStmt', 'MergeStmt', 'ViewStmt'] as const),
  ...(['CreateTableAsStmt', 'DeclareCursorStmt', 'ExplainStmt', 'PrepareStmt'] as const),
])

/** Bits of a window's frame. https://github.com/postgres/postgres/blob/REL_18_STABLE/src/include/nodes/parsenodes.h */
const FRAME = { given: 0x1, range: 0x2, groups: 0x8, excludes: 0x8000 | 0x10000 | 0x20000 }

/** Refuses the forms that PostgreSQL's grammar has and Redshift's has not. */
export function refuseForms(tree: Node): void {
  refuseListed(tree)
  refuseStatement(tree)
  refuseQuery(as('SelectStmt', tree))
  if (!MADE_OF_QUERIES.has(kindOf(tree))) return
  const nodes = [tree]
  refuseBelow(tree, nodes)
  refuseLeaderNode(nodes)
  const queries = nodes.filter((node) => kindOf(node) === 'SelectStmt')
  // What is correlated is a query within another.
  if (queries.length > 1) refuseCorrelation(tree)
}

/** Refuses what is below `parent`, all of which it adds to `nodes`. */
function refuseBelow(parent: Node, nodes: Node[]): void {
  for (const node of childrenOf(contentOf(parent))) {
    nodes.push(node)
    if (!KNOWN_KINDS.has(kindOf(node)) && KNOWN_KINDS.has(kindOf(parent))) throw refusal(wordOf(node))
    refuseListed(node, parent)
    refuseQuery(as('SelectStmt', node))
    refuseRecursion(as('WithClause', node))
    refuseCall(as('FuncCall', node))
    refuseOperator(as('A_Expr', node))
    refuseBelow(node, nodes)
  }
}

/** Whatever the table of forms says. */
function refuseListed(node: Node, parent?: Node): void {
  const content = contentOf(node) as Readonly<Record<string, unknown>>
  // The rows of an INSERT are the one place for VALUES.
  const inserted = parent !== undefined && kindOf(parent) === 'InsertStmt'
  for (const form of REFUSED_FORMS[kindOf(node)] ?? []) {
    if (has(content, form) && !(inserted && form.field === 'valuesLists')) throw refusal(form.near)
  }
}

function has(content: Readonly<Record<string, unknown>>, form: RefusedForm): boolean {
  return 'value' in form ? content[form.field] === form.value : form.field in content
}

function refuseStatement(tree: Node): void {
  const explain = as('ExplainStmt', tree)?.options?.map((option) => as('DefElem', option)?.defname)
  if (explain?.some((option) => option !== 'verbose')) throw refusal(explain[0] ?? '(')
  const cursor = as('DeclareCursorStmt', tree)
  if (cursor && cursor.options !== PLAIN_CURSOR) throw refusal('cursor')
  const lock = as('LockStmt', tree)
  if (lock && lock.mode !== PLAIN_LOCK) throw refusal('in')
  if ((as('TruncateStmt', tree)?.relations?.length ?? 1) > 1) throw refusal(',')
  if (as('InsertStmt', tree)?.relation?.alias) throw refusal('as')
  const view = as('ViewStmt', tree)
  if (view?.view?.relpersistence === 't') throw refusal('view')
  if (as('SelectStmt', view?.query)?.withClause?.recursive && view?.aliases) throw refusal('recursive')
}

function refuseQuery(query: Content<'SelectStmt'> | undefined): void {
  if (!query) return
  if (query.op !== 'SETOP_NONE') {
    // https://docs.aws.amazon.com/redshift/latest/dg/r_UNION.html
    if ([query.larg, query.rarg].some((part) => part?.limitCount ?? part?.limitOffset)) {
      throw new RedshiftError('LIMIT may not be used within input to set operations.', { code: '0A000' })
    }
    if (query.all && query.op !== 'SETOP_UNION') {
      const operator = query.op === 'SETOP_EXCEPT' ? 'EXCEPT' : 'INTERSECT'
      throw new RedshiftError(`${operator} ALL is not supported`, { code: '0A000' })
    }
  } else if (!query.targetList && !query.valuesLists) throw refusal('from')
  if ((query.distinctClause ?? []).some((node) => Object.keys(node).length > 0)) {
    throw new RedshiftError('SELECT DISTINCT ON is not supported', { code: '0A000' })
  }
}

/** https://docs.aws.amazon.com/redshift/latest/dg/r_WITH_clause.html */
function refuseRecursion(clause: Content<'WithClause'> | undefined): void {
  for (const node of clause?.ctes ?? []) {
    const table = as('CommonTableExpr', node)
    const query = as('SelectStmt', table?.ctequery)
    if (!query) throw refusal(wordOf(table?.ctequery ?? node))
    if (!clause?.recursive || !table || !names(query, table.ctename)) continue
    if (!table.aliascolnames) {
      throw new RedshiftError(`Recursive CTE "${table.ctename}" must have a list of column names`, {
        code: '42601',
      })
    }
    if (query.op !== 'SETOP_UNION' || !query.all) {
      throw new RedshiftError(`Recursive CTE "${table.ctename}" must be a UNION ALL of two queries`, {
        code: '0A000',
      })
    }
  }
}

function names(query: object, table: string | undefined): boolean {
  for (const node of childrenOf(query)) {
    if (as('RangeVar', node)?.relname === table || names(contentOf(node), table)) return true
  }
  return false
}

function refuseCall(call: Content<'FuncCall'> | undefined): void {
  if (!call) return
  const name = namesOf(call.funcname).at(-1) ?? ''
  if (call.agg_order && !(call.agg_within_group && WITHIN_GROUP.has(name))) throw refusal('order')
  const { over } = call
  if (!over) return
  if ((name === 'lag' || name === 'lead') && (call.args?.length ?? 0) > 2) {
    throw new RedshiftError(`Default parameter not be supported for window function ${name}`, {
      code: '0A000',
    })
  }
  if (over.orderClause && (WITHIN_GROUP.has(name) || name === 'median')) throw refusal('order')
  const options = over.frameOptions ?? 0
  if (options & FRAME.groups) throw refusal('groups')
  if (options & FRAME.excludes) throw refusal('exclude')
  if (options & FRAME.given && options & FRAME.range) {
    throw new RedshiftError('RANGE is not supported in the frame of a window: use ROWS', { code: '0A000' })
  }
  if (over.orderClause && !(options & FRAME.given) && FRAMED.has(name)) {
    throw new RedshiftError('Aggregate window functions with an ORDER BY clause require a frame clause', {
      code: '42601',
    })
  }
}

/** Operators of PostgreSQL for what Redshift has words. https://docs.aws.amazon.com/redshift/latest/dg/pattern-matching-conditions.html */
const UNDOCUMENTED_OPERATORS = new Set(['~~*', '!~~*', '~*', '!~*', '^@'])

function refuseOperator(expression: Content<'A_Expr'> | undefined): void {
  if (expression?.kind !== 'AEXPR_OP') return
  const [operator = ''] = namesOf(expression.name)
  if (UNDOCUMENTED_OPERATORS.has(operator)) {
    throw new RedshiftError(`operator does not exist: ${operator}`, { code: '42883' })
  }
}

/** A word of the form that `node` is of: `array` of an A_ArrayExpr. */
function wordOf(node: Node): string {
  return kindOf(node)
    .replace(/^A_/, '')
    .replace(/(Expr|Clause|Stmt)$/, '')
    .toLowerCase()
}

function refusal(near: string): RedshiftError {
  return new RedshiftError(`syntax error at or near "${near}"`, { code: '42601' })
}
