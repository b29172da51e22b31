import type { Catalog, ColumnType, LateBinding } from '../../sql/tree/catalog.js'
import type { Cluster } from '../../statements/context/cluster.js'
import { quoteLiteral } from '../../sql/writing/literals.js'
import type { Backend } from '../backend/backend.js'
import { describedColumns, type DescribedColumn } from '../messages/described-column.js'

const SAVEPOINT = 'redshift_describes'

/** A view that has no columns may be late-binding. */
const LATE_BINDING = "relkind = 'v' and relnatts = 0 and redshift.late_binding_of(c.oid) is not null"

/**
 * What `backend` holds, as the client's session sees it in its transaction. What PostgreSQL cannot run
 * leaves the transaction as it was.
 */
export class SessionCatalog implements Catalog {
  readonly #backend: Backend
  readonly #cluster: Cluster

  constructor(backend: Backend, cluster: Cluster) {
    this.#backend = backend
    this.#cluster = cluster
  }

  mayBeLateBinding(name: string): boolean {
    return this.#cluster.lateBinding.has(name)
  }

  expectLateBinding(name: string): void {
    this.#cluster.lateBinding.add(name)
  }

  mayHaveFurtherEntries(): boolean {
    return this.#cluster.furtherEntries.possible
  }

  expectFurtherEntries(): void {
    this.#cluster.furtherEntries.expect()
  }

  async columnsOf(sql: string): Promise<readonly string[] | undefined> {
    const columns = await this.#describe(sql)
    return columns?.map(({ name }) => this.#backend.names.clientName(name))
  }

  async typesOf(sql: string): Promise<readonly ColumnType[] | undefined> {
    const columns = await this.#describe(sql)
    if (!columns || columns.length === 0) return columns && []
    const types = columns.map(({ type, modifier }) => `format_type(${type}, ${modifier})`)
    const [named = []] = await this.#backend.query(`select ${types.join(', ')}`)
    return columns.map(({ name }, i) => ({
      name: this.#backend.names.clientName(name),
      type: named[i] ?? '',
    }))
  }

  async storedTypes(table: string): Promise<readonly ColumnType[]> {
    await this.#backend.quiet()
    if (this.#backend.status === 'E' || this.#backend.skipping) return []
    const rows = await this.#backend.query(
      `select attname, typname from pg_catalog.pg_attribute join pg_catalog.pg_type t on t.oid = atttypid
        where attrelid = postgres.to_regclass(${quoteLiteral(table)}) and attnum > 0 and not attisdropped
        order by attnum`,
    )
    return rows.map(([name, type]) => ({
      name: this.#backend.names.clientName(name ?? ''),
      type: type ?? '',
    }))
  }

  async lateBinding(name: string): Promise<string | undefined> {
    await this.#backend.quiet()
    if (this.#backend.status === 'E') return undefined
    const [found] = await this.#backend.query(
      `select (redshift.late_binding_of(c.oid))[1] from pg_catalog.pg_class c where ${LATE_BINDING}
        and c.oid = postgres.to_regclass(${quoteLiteral(name)}) and has_table_privilege(c.oid, 'select')`,
    )
    return found?.[0] ?? undefined
  }

  async lateBindings(): Promise<readonly LateBinding[]> {
    await this.#backend.quiet()
    if (this.#backend.status === 'E') return []
    const rows = await this.#backend.query(
      `select nspname, relname, (redshift.late_binding_of(c.oid))[1] from pg_catalog.pg_class c
        join pg_catalog.pg_namespace n on n.oid = relnamespace where ${LATE_BINDING} order by 1, 2`,
    )
    const clientName = (name: string | null | undefined) => this.#backend.names.clientName(name ?? '')
    return rows.map(([schema, name, query]) => ({
      schema: clientName(schema),
      name: clientName(name),
      query: query ?? '',
    }))
  }

  async #describe(sql: string): Promise<DescribedColumn[] | undefined> {
    const backend = this.#backend
    await backend.quiet()
    if (backend.status === 'E') return undefined
    const inBlock = backend.status === 'T'
    if (inBlock) await backend.query(`savepoint ${SAVEPOINT}`)
    const columns = await this.#columns(`select * from (${sql}) as described limit 0`)
    if (inBlock) {
      if (!columns) await backend.query(`rollback to ${SAVEPOINT}`)
      await backend.query(`release ${SAVEPOINT}`)
    }
    return columns
  }

  async #columns(sql: string): Promise<DescribedColumn[] | undefined> {
    const backend = this.#backend
    if (!backend.pipelining) {
      // As the query reads, not as it is planned: that has lost the lengths of computed strings.
      const frame = await backend.describe(sql).catch(() => undefined)
      return frame && describedColumns(frame)
    }
    let columns: DescribedColumn[] | undefined
    await backend.run(sql, (frame) => {
      if (frame.type === 'T') columns = describedColumns(frame)
      if (frame.type === 'E') columns = undefined
    })
    return columns
  }
}
