import type { Statement } from '../tokens/split-statements.js'
import type { Token } from '../tokens/tokens.js'
import type { Edit } from '../writing/edit.js'
import { replace } from '../writing/edit.js'
import { quoteLiteral } from '../writing/literals.js'
import { isLong, storedName } from '../writing/names.js'

/** Columns that the catalog had otherwise in the release that clients take us for, and what stands for each. */
const OTHERWISE = new Map<string, (owner: string) => string>([
  // On a cluster, what an identity gives is a default.
  ['atthasdef', (owner) => `(${owner}.atthasdef or ${owner}.attidentity <> '')`],
  ['relhasoids', () => 'false'],
  ['reltriggers', () => '0'],
  ['proisagg', (owner) => `(${owner}.prokind = 'a')`],
  ['proiswindow', (owner) => `(${owner}.prokind = 'w')`],
  ['adsrc', (owner) => `pg_catalog.pg_get_expr(${owner}.adbin, ${owner}.adrelid)`],
  ['prosrc', (owner) => `redshift.prosrc(${owner}.prosrc)`],
  ['procpid', (owner) => `${owner}.pid`],
  ['defacluser', (owner) => `${owner}.defaclrole`],
])

/** The same of locks, whose column has a name that others may have too. */
const OF_LOCKS = new Map<string, (owner: string) => string>([
  ['transaction', (owner) => `${owner}.transactionid`],
])

/** Tables and functions of the catalog that a cluster has otherwise: clients get those of the same names in their place. */
const OVERLAID = new Set([
  'pg_attrdef',
  'pg_attribute',
  'pg_class',
  'pg_constraint',
  'pg_depend',
  'pg_get_constraintdef',
  'pg_get_functiondef',
  'pg_get_viewdef',
  'pg_group',
  'pg_index',
  'pg_indexes',
  'pg_namespace',
  'pg_tables',
  'pg_views',
])

/** Whether a statement reads the catalog, as clients do to describe what there is. */
export function readsCatalog(tokens: readonly Token[]): boolean {
  return tokens.some(
    ({ kind, value }, i) =>
      value === 'pg_catalog' || (kind === 'word' && TABLES.test(value) && tokens[i + 1]?.text !== '('),
  )
}

/** Tables of the catalog that hold arrays. */
const TABLES = /^pg_(attrdef|class|constraint|database|default_acl|group|namespace|proc|user)$/

/** Whether a statement names a part of the catalog. */
export function namesCatalog(tokens: readonly Token[]): boolean {
  return tokens.some(({ kind, value }) => kind === 'word' && CATALOG.test(value))
}

/** Words that name a part of the catalog. */
const CATALOG = /^(information_schema|(pg|stl|stv|svl|svv|sys)_\w+)$/

/** The catalog as a cluster has it, for clients that go by the version. */
export function* catalogRule({ tokens }: Statement): Generator<Edit> {
  if (namesCatalog(tokens)) yield* longNames(tokens)
  const locks = tokens.some(({ value }) => value === 'pg_locks')
  const routines = tokens.some(({ value }) => value === 'pg_proc')
  for (const [i, token] of tokens.entries()) {
    const written =
      token.kind === 'word'
        ? (OTHERWISE.get(token.value) ?? (locks ? OF_LOCKS.get(token.value) : undefined))
        : undefined
    const owner = tokens[i - 2]
    if (written && owner && tokens[i - 1]?.text === '.') {
      yield { start: owner.start, end: token.end, text: written(owner.text) }
    }
    if (routines && token.value === 'prosrc' && !/^(\.|as)$/.test(tokens[i - 1]?.value ?? ''))
      yield replace(token, token, 'redshift.prosrc(prosrc)')
    if (token.kind === 'word' && OVERLAID.has(token.value)) yield* overlay(tokens, i)
  }
}

/** A name of a column may begin with a table's, and stays as it is. */
function* overlay(tokens: readonly Token[], i: number): Generator<Edit> {
  const [schema, dot, table, next] = [tokens[i - 2], tokens[i - 1], tokens[i], tokens[i + 1]]
  if (!table) return
  const text = `redshift.${table.value}`
  const alias = dot?.value === 'as' || schema?.text === '.'
  if (dot?.text !== '.') {
    if (next?.text !== '.' && !alias) yield { start: table.start, end: table.end, text }
  } else if (schema?.value === 'pg_catalog') yield { start: schema.start, end: table.end, text }
}

/** What clients ask the catalog for by a long name has a short one there. */
function* longNames(tokens: readonly Token[]): Generator<Edit> {
  for (const token of tokens) {
    if (token.kind === 'string' && isLong(token.value) && /^[\w$]+$/.test(token.value))
      yield replace(token, token, quoteLiteral(storedName(token.value)))
  }
}
