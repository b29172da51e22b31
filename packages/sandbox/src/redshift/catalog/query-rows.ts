import type { Node } from 'libpg-query'
import { usersTables } from '../sql/refusals/leader-node.js'
import { parse } from '../sql/tree/grammar.js'
import { as, nodesIn } from '../sql/tree/nodes.js'
import { keptName, quoteName } from '../sql/writing/names.js'
import type { RanQuery } from './query-history.js'

/** Kinds of queries by their first word; others are `UTILITY`. https://docs.aws.amazon.com/redshift/latest/dg/SYS_QUERY_HISTORY.html */
const KINDS: Readonly<Record<string, string>> = {
  select: 'SELECT',
  with: 'SELECT',
  insert: 'INSERT',
  update: 'UPDATE',
  delete: 'DELETE',
  merge: 'OTHER',
  copy: 'COPY',
  unload: 'UNLOAD',
  create: 'DDL',
  alter: 'DDL',
  drop: 'DDL',
  truncate: 'DDL',
  comment: 'DDL',
  grant: 'DDL',
  revoke: 'DDL',
}

/** What may stand before the first word. */
const LEADING = /^(?:\s+|--.*(?:\n|$)|\/\*[^]*?\*\/|\()*/

const NAME = String.raw`(?:"(?:[^"]|"")+"|[\w$]+)`

/** What a statement writes to, without its database; whether it takes its rows from a query. */
const WRITES = new RegExp(
  String.raw`^(?:insert\s+into|merge\s+into|update|delete(?:\s+from)?|copy|create\s+(?:local\s+)?(?:temp\w*\s+)?table(?:\s+if\s+not\s+exists)?)\s+(?:${NAME}\s*\.\s*(?=${NAME}\s*\.))?(${NAME}(?:\s*\.\s*${NAME})?)`,
  'i',
)
const CREATES_AS = /^create\s+(?:local\s+)?(?:temp\w*\s+)?table\b[^]*?\bas\s*\(?\s*(?:select|with|\()/i

/** The cursor that a statement is about. */
const CURSOR = new RegExp(
  String.raw`^(?:(?:declare|close)\s+(${NAME})|fetch\s[^]*?\bfrom\s+(${NAME})\s*;?\s*$)`,
  'i',
)

interface Found {
  readonly verb: string
  readonly kind: string
  readonly onNodes: boolean
  /** The tables that it reads. */
  readonly reads: readonly string[]
}

/** What is found out of a query only if somebody asks, and then once. */
const kinds = new WeakMap<RanQuery, Found>()

/** Whether `query` takes the compute nodes: whether it works on users' tables. */
export function onNodes(query: RanQuery): boolean {
  return kindOf(query).onNodes
}

/** The rows of the view `redshift.queries`, as JSON. */
export function queryRows(queries: Iterable<RanQuery>): string {
  return JSON.stringify(
    Array.from(queries, (query) => {
      const { id, session, user, database, text, label, caller, transaction } = query
      const { verb, kind, onNodes: nodes, reads } = kindOf(query)
      const bare = text.replace(LEADING, '')
      const [, table] = WRITES.exec(bare) ?? []
      const [, declared, fetched] = CURSOR.exec(bare) ?? []
      const cursor = declared ?? fetched
      const { startedAt: started, endedAt: ended, returned, written, failure, files } = query
      const row = {
        id,
        session,
        username: user,
        database,
        text,
        label,
        caller,
        transaction,
        kind,
        nodes,
        wrote: verb === 'vacuum' ? vacuumed(query) : table,
        verb,
        cursor: cursor && keptName(plainName(cursor)),
      }
      return {
        ...row,
        status: statusOf(query),
        error: failure?.message,
        started,
        ended,
        returned,
        written,
        reads,
        files,
      }
    }),
  )
}

function statusOf({ endedAt, failure }: RanQuery): string {
  if (endedAt === undefined) return 'running'
  if (!failure) return 'success'
  return failure.code === '57014' ? 'canceled' : 'failed'
}

/** A name without its quotes; names are folded, in quotes too. */
function plainName(name: string): string {
  return name.replace(/^"([^]*)"$/, (_, inner: string) => inner.replaceAll('""', '"')).toLowerCase()
}

/** The one table of a VACUUM, as PostgreSQL is told it. */
function vacuumed({ sql }: RanQuery): string | undefined {
  return sql === undefined ? undefined : /^vacuum (.+)/.exec(sql)?.[1]
}

function kindOf(query: RanQuery): Found {
  const known = kinds.get(query)
  if (known) return known
  const text = query.text.replace(LEADING, '')
  const word = /^\w+/.exec(text)?.[0].toLowerCase() ?? ''
  let kind = KINDS[word] ?? 'UTILITY'
  if (CREATES_AS.test(text)) kind = 'CTAS'
  const reads = ['DDL', 'UTILITY'].includes(kind) ? [] : tablesRead(query)
  const found = {
    verb: word,
    kind,
    onNodes: kind === 'SELECT' ? reads.length > 0 : !['DDL', 'UTILITY'].includes(kind),
    reads,
  }
  // A query that still runs may yet learn how PostgreSQL runs it.
  if (query.endedAt !== undefined) kinds.set(query, found)
  return found
}

function tablesRead({ sql }: RanQuery): string[] {
  // A list of values can be long, and reads nothing.
  const tree = sql !== undefined && /\b(?:select|from|update)\b/i.test(sql) ? parse(sql) : undefined
  if (!tree) return []
  const tables = usersTables(nodesIn({ tree: sourceOf(tree) })).map(({ schemaname, relname = '' }) =>
    [schemaname, relname].flatMap((name) => (name === undefined ? [] : quoteName(name))).join('.'),
  )
  return [...new Set(tables)]
}

/** The part of a statement that it takes rows from. */
function sourceOf(tree: Node): Node {
  return as('InsertStmt', tree)?.selectStmt ?? as('CreateTableAsStmt', tree)?.query ?? tree
}
