import type { Statement } from '../tokens/split-statements.js'
import { TokenReader } from '../tokens/token-reader.js'
import type { Edit } from '../writing/edit.js'
import { quoteLiteral } from '../writing/literals.js'
import { storageOf } from './column-storage.js'
import { readTableAttributes } from './table-attributes.js'
import { keepStorage, regclass, type TableStorage } from './table-storage.js'

/** A CREATE MATERIALIZED VIEW, as it has been read. */
export interface CreateMaterializedView {
  readonly name: readonly string[]
  readonly storage: TableStorage
  readonly autoRefresh: boolean
  /** As written, with a semicolon. */
  readonly statement: string
  /** What leaves out the clauses that PostgreSQL has not. */
  readonly edits: readonly Edit[]
}

/**
 * Reads a CREATE MATERIALIZED VIEW; undefined for all others.
 * https://docs.aws.amazon.com/redshift/latest/dg/materialized-view-create-sql-command.html
 */
export function readMaterializedView({ text, tokens }: Statement): CreateMaterializedView | undefined {
  const reader = new TokenReader(tokens)
  if (!reader.accept('create', 'materialized', 'view')) return undefined
  const name = reader.name()
  if (!name) throw reader.unexpected()
  const first = reader.peek()
  const before = readTableAttributes(reader).storage
  const automatic = reader.accept('auto', 'refresh')
  const autoRefresh = automatic && reader.accept('yes')
  if (automatic && !autoRefresh) reader.expect('no')
  const storage = storageOf([], { ...before, ...readTableAttributes(reader).storage })
  const last = reader.peek(-1)
  if (!reader.sees('as')) throw reader.unexpected()
  const clauses = first && last && last.end > first.start
  const edits = clauses ? [{ start: first.start, end: last.end, text: '' }] : []
  // The one table whose distribution is EVEN by default.
  return { name, storage: { distStyle: 'even', ...storage }, autoRefresh, statement: `${text};`, edits }
}

/** The statements that record in the catalog what PostgreSQL does not know of a materialized view. */
export function* keepMaterializedView(view: CreateMaterializedView): Generator<string> {
  yield* keepStorage(view.name, view.storage)
  yield keepAutoRefresh(view.name, view.autoRefresh)
  yield `select redshift.keep_statement(${regclass(view.name)}, ${quoteLiteral(view.statement)})`
}

/** The statement that records whether the materialized view `name` is refreshed by itself; here it never is. */
export function keepAutoRefresh(name: readonly string[], automatic: boolean): string {
  return `select redshift.set_auto_refresh(${regclass(name)}, ${automatic})`
}
