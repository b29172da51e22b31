import type { Statement } from '../tokens/split-statements.js'
import { postgresType } from '../writing/declared-type.js'
import type { Edit, Written } from '../writing/edit.js'
import { replace } from '../writing/edit.js'
import { quoteLiteral } from '../writing/literals.js'
import { calls } from './call.js'

/**
 * Functions that PostgreSQL knows by another name, or whose name it keeps for something else. Those of
 * dates go by the names that Redshift gives to their columns.
 */
const RENAMED: ReadonlyMap<string, string> = new Map([
  ['collate', 'pg_catalog.collate'],
  ['nvl', 'coalesce'],
  ['grouping_id', 'grouping'],
  ['json_serialize', 'pg_catalog.json_serialize'],
  ['dateadd', 'pg_catalog.date_add'],
  ['datediff', 'pg_catalog.date_diff'],
  ['date_part', 'pg_catalog.pgdate_part'],
  // On no page, but in a view of AWS's own: https://github.com/awslabs/amazon-redshift-utils
  ['datepart', 'pg_catalog.pgdate_part'],
])

/** Calls functions by the names that PostgreSQL gives them. */
export function* renamedRule(statement: Statement): Generator<Edit> {
  for (const { name } of calls(statement, new Set(RENAMED.keys()))) {
    yield replace(name, name, RENAMED.get(name.value) ?? name.text)
  }
}

/** Functions that are called without parentheses. https://docs.aws.amazon.com/redshift/latest/dg/r_SYSDATE.html */
const BARE = new Set(['current_aws_account', 'current_namespace', 'current_user_id', 'sysdate'])

/** Adds the parentheses with which PostgreSQL calls functions. */
export function* bareCallRule({ tokens }: Statement): Generator<Edit> {
  for (const [i, token] of tokens.entries()) {
    if (token.kind !== 'word' || !BARE.has(token.value)) continue
    const [before, after] = [tokens[i - 1], tokens[i + 1]]
    const named = before?.text === '.' || after?.text === '.' || before?.value === 'as'
    if (after?.text !== '(' && !named) yield replace(token, token, `pg_catalog.${token.value}()`)
  }
}

/** Functions that ask the sandbox, which takes time. */
const ASKING = new Set(['pg_last_query_id', 'last_user_query_id'])

/** Has functions that ask the sandbox asked once in a statement, and not for each row. */
export function* askingRule(statement: Statement): Generator<Edit> {
  for (const { name, close } of calls(statement, ASKING)) {
    yield replace(name, close, `(select pg_catalog.${name.value}())`)
  }
}

/** CONVERT(type, value) is a CAST. https://docs.aws.amazon.com/redshift/latest/dg/r_CONVERT_function.html */
export function* convertRule(statement: Statement, written: Written): Generator<Edit> {
  for (const { name, args, close } of calls(statement, new Set(['convert']))) {
    const [type = [], value = []] = args
    if (args.length === 2) yield replace(name, close, `cast(${written(value)} as ${postgresType(type)})`)
  }
}

/**
 * TRY_CAST is a CAST of the text of what can be cast.
 * https://docs.aws.amazon.com/redshift/latest/dg/r_TRY_CAST.html
 */
export function* tryCastRule(statement: Statement, written: Written): Generator<Edit> {
  for (const { name, args, close } of calls(statement, new Set(['try_cast']))) {
    const [given = []] = args
    const as = given.findLastIndex(({ kind, value }) => kind === 'word' && value === 'as')
    if (args.length !== 1 || as < 1) continue
    const type = postgresType(given.slice(as + 1))
    const text = `redshift.try_cast(${written(given.slice(0, as))}, ${quoteLiteral(type)})`
    yield replace(name, close, `cast(${text} as ${type})`)
  }
}

/** Functions whose first argument is a part of a date. */
const TAKING_A_PART = new Set(['dateadd', 'date_add', 'datediff', 'date_diff', 'date_part', 'datepart'])

/** A part of a date may be a bare word. https://docs.aws.amazon.com/redshift/latest/dg/r_Dateparts_for_datetime_functions.html */
export function* datePartRule(statement: Statement): Generator<Edit> {
  for (const { args } of calls(statement, TAKING_A_PART)) {
    const [part, ...more] = args[0] ?? []
    if (part?.kind === 'word' && more.length === 0) yield replace(part, part, quoteLiteral(part.value))
  }
}
