import type { Kind } from '../tree/nodes.js'

/**
 * What a query may be made of. PostgreSQL's grammar knows more kinds of nodes, which came after
 * PostgreSQL 8.0 or are left out of Redshift, such as array constructors and collations.
 * https://docs.aws.amazon.com/redshift/latest/dg/c_unsupported-postgresql-features.html
 */
export const KNOWN_KINDS: ReadonlySet<string> = new Set(
  (
    'SelectStmt InsertStmt UpdateStmt DeleteStmt MergeStmt MergeWhenClause WithClause CommonTableExpr ' +
    'IntoClause RangeVar RangeSubselect RangeFunction JoinExpr ResTarget ColumnRef ParamRef A_Const A_Star ' +
    'A_Expr A_Indices A_Indirection BoolExpr BooleanTest NullTest CaseExpr CaseWhen CoalesceExpr MinMaxExpr ' +
    'TypeCast TypeName FuncCall WindowDef SubLink SortBy GroupingFunc GroupingSet SQLValueFunction RowExpr ' +
    'SetToDefault List String Integer Float Boolean ColumnDef Alias'
  ).split(' '),
)

/** A form of PostgreSQL's that Redshift has not. */
export interface RefusedForm {
  /** The field that a node of it has. */
  readonly field: string
  /** What the field holds then. Default: anything. */
  readonly value?: unknown
  /** The word at which a parser gives up that does not know the form. */
  readonly near: string
}

/** Where there is no page of its own, the syntax on the page of the statement or function lacks the form. */
export const REFUSED_FORMS: Readonly<Partial<Record<Kind, readonly RefusedForm[]>>> = {
  SelectStmt: [
    { field: 'valuesLists', near: 'values' },
    { field: 'windowClause', near: 'window' },
    { field: 'lockingClause', near: 'for' },
    { field: 'groupDistinct', near: 'distinct' },
    { field: 'limitOption', value: 'LIMIT_OPTION_WITH_TIES', near: 'with' },
  ],
  IntoClause: [{ field: 'skipData', near: 'no' }],
  // https://docs.aws.amazon.com/redshift/latest/dg/r_WITH_clause.html
  CommonTableExpr: [
    { field: 'ctematerialized', value: 'CTEMaterializeAlways', near: 'materialized' },
    { field: 'ctematerialized', value: 'CTEMaterializeNever', near: 'not' },
    { field: 'search_clause', near: 'search' },
    { field: 'cycle_clause', near: 'cycle' },
  ],
  FuncCall: [
    { field: 'agg_filter', near: 'filter' },
    { field: 'func_variadic', near: 'variadic' },
  ],
  WindowDef: [
    { field: 'refname', near: 'over' },
    { field: 'name', near: 'over' },
  ],
  RangeSubselect: [{ field: 'lateral', near: 'lateral' }],
  RangeFunction: [
    { field: 'lateral', near: 'lateral' },
    { field: 'ordinality', near: 'with' },
    { field: 'is_rowsfrom', near: 'rows' },
  ],
  RangeVar: [{ field: 'inh', value: undefined, near: 'only' }],
  JoinExpr: [
    { field: 'join_using_alias', near: 'as' },
    { field: 'alias', near: 'as' },
  ],
  SortBy: [{ field: 'sortby_dir', value: 'SORTBY_USING', near: 'using' }],
  RowExpr: [{ field: 'row_format', value: 'COERCE_EXPLICIT_CALL', near: 'row' }],
  SubLink: [{ field: 'subLinkType', value: 'ARRAY_SUBLINK', near: 'array' }],
  TypeName: [{ field: 'arrayBounds', near: '[' }],
  A_Indices: [{ field: 'is_slice', near: ':' }],
  A_Const: [{ field: 'bsval', near: 'b' }],
  SQLValueFunction: [
    { field: 'op', value: 'SVFOP_CURRENT_ROLE', near: 'current_role' },
    { field: 'op', value: 'SVFOP_CURRENT_CATALOG', near: 'current_catalog' },
  ],
  A_Expr: [
    { field: 'kind', value: 'AEXPR_OP_ANY', near: 'any' },
    { field: 'kind', value: 'AEXPR_OP_ALL', near: 'all' },
    { field: 'kind', value: 'AEXPR_DISTINCT', near: 'distinct' },
    { field: 'kind', value: 'AEXPR_NOT_DISTINCT', near: 'distinct' },
    { field: 'kind', value: 'AEXPR_BETWEEN_SYM', near: 'symmetric' },
    { field: 'kind', value: 'AEXPR_NOT_BETWEEN_SYM', near: 'symmetric' },
  ],
  InsertStmt: [
    { field: 'withClause', near: 'insert' },
    { field: 'onConflictClause', near: 'on' },
    { field: 'returningClause', near: 'returning' },
    { field: 'override', value: 'OVERRIDING_USER_VALUE', near: 'overriding' },
    { field: 'override', value: 'OVERRIDING_SYSTEM_VALUE', near: 'overriding' },
  ],
  UpdateStmt: [{ field: 'returningClause', near: 'returning' }],
  DeleteStmt: [{ field: 'returningClause', near: 'returning' }],
  MergeStmt: [
    { field: 'withClause', near: 'merge' },
    { field: 'returningClause', near: 'returning' },
  ],
  MergeWhenClause: [{ field: 'condition', near: 'and' }],
  LockStmt: [{ field: 'nowait', near: 'nowait' }],
  TruncateStmt: [
    { field: 'restart_seqs', near: 'restart' },
    { field: 'behavior', value: 'DROP_CASCADE', near: 'cascade' },
  ],
  FetchStmt: [
    { field: 'ismove', near: 'move' },
    { field: 'direction', value: 'FETCH_BACKWARD', near: 'backward' },
    { field: 'direction', value: 'FETCH_ABSOLUTE', near: 'absolute' },
    { field: 'direction', value: 'FETCH_RELATIVE', near: 'relative' },
  ],
  ViewStmt: [
    { field: 'options', near: 'with' },
    { field: 'withCheckOption', value: 'LOCAL_CHECK_OPTION', near: 'with' },
    { field: 'withCheckOption', value: 'CASCADED_CHECK_OPTION', near: 'with' },
  ],
  TransactionStmt: [{ field: 'chain', near: 'and' }],
}

/** Options that PostgreSQL gives a plain DECLARE … CURSOR. */
export const PLAIN_CURSOR = 256

/** The lock that LOCK takes, the only one on a cluster: ACCESS EXCLUSIVE. */
export const PLAIN_LOCK = 8

/** Aggregates whose window must give a frame if it gives an order. https://docs.aws.amazon.com/redshift/latest/dg/c_Window_functions.html */
export const FRAMED: ReadonlySet<string> = new Set(
  (
    'avg count first_value last_value max min nth_value stddev stddev_pop stddev_samp sum var_pop var_samp ' +
    'variance'
  ).split(' '),
)

/** Aggregates that take WITHIN GROUP. */
export const WITHIN_GROUP: ReadonlySet<string> = new Set([
  'listagg',
  'percentile_cont',
  'percentile_disc',
  'st_collect',
])
