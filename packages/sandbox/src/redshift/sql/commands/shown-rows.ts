import type { TokenReader } from '../tokens/token-reader.js'
import { quoteLiteral } from '../writing/literals.js'
import { storedName } from '../writing/names.js'

/** Rows of a view of what a database holds; each name and pattern is an expression of SQL. */
interface Shown {
  /** The view, without its schema. */
  readonly view: string
  /** Default: all. */
  readonly columns?: readonly string[]
  /** Default: the session's. */
  readonly database?: string | undefined
  /** What each column must be, as far as that is said. */
  readonly where: Readonly<Record<string, string | undefined>>
  /** The column that LIKE compares, if LIKE may be said. */
  readonly named?: string
  readonly order: readonly string[]
}

/** The query of such rows, with what `reader` has of `[LIKE 'pattern'] [LIMIT rows]` at the end. Throws `RedshiftError` (42601) if there is more. */
export function shownRows(
  reader: TokenReader,
  { view, columns, database, where, named, order }: Shown,
): string {
  const like = named !== undefined && reader.accept('like') ? readString(reader) : undefined
  const limit = reader.accept('limit') ? reader.integer() : undefined
  if (reader.peek()) throw reader.unexpected()
  const conditions = Object.entries(where).flatMap(([column, value]) =>
    value === undefined ? [] : `${column} = ${value}`,
  )
  if (like !== undefined) conditions.push(`${named} like ${like}`)
  const condition = conditions.length > 0 ? ` where ${conditions.join(' and ')}` : ''
  return (
    `select ${columns?.join(', ') ?? 'shown.*'} ` +
    `from redshift.shown('${view}', ${database ?? 'pg_catalog.current_database()'}) as row cross join lateral ` +
    `postgres.json_populate_record(null::redshift.${view}, row) as shown${condition} ` +
    `order by ${order.join(', ')}${limit === undefined ? '' : ` limit ${limit}`}`
  )
}

/** A name of `most` parts, of which those at the front may be left out. Throws `RedshiftError` (42601) if there is none. */
export function readNames(reader: TokenReader, most: number): (string | undefined)[] {
  const parts: string[] = []
  do parts.push(readName(reader))
  while (reader.accept('.'))
  if (parts.length > most) throw reader.unexpected()
  return [...Array<undefined>(most - parts.length).fill(undefined), ...parts]
}

/** Drivers send names as parameters. */
function readName(reader: TokenReader): string {
  return reader.take('parameter') ?? quoteLiteral(storedName(reader.word()))
}

function readString(reader: TokenReader): string {
  return reader.take('parameter') ?? quoteLiteral(reader.string())
}
