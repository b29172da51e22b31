import type { UnloadColumn } from '../../unload/row-format.js'
import type { Backend } from '../backend/backend.js'
import { describedColumns } from '../messages/described-column.js'
import type { DescribedColumn } from '../messages/described-column.js'

/** The columns that a query has: their names, and their types as the catalog calls them. */
export async function describeQuery(backend: Backend, sql: string): Promise<UnloadColumn[]> {
  let columns: DescribedColumn[] = []
  let failure: Error | undefined
  await backend.run(`select * from (${sql}) as described limit 0`, (frame) => {
    if (frame.type === 'E') failure = backend.errorIn(frame)
    if (frame.type === 'T') columns = describedColumns(frame)
  })
  if (failure) throw failure
  const types = await typeNames(
    backend,
    columns.map(({ type }) => type),
  )
  return columns.map((column) => {
    const name = backend.names.clientName(column.name)
    const type = types.get(column.type) ?? 'varchar'
    const size = column.modifier - 4
    if (type !== 'numeric' || size < 0) return { name, type }
    return { name, type, precision: size >> 16, scale: size & 0x7ff }
  })
}

async function typeNames(backend: Backend, types: readonly number[]): Promise<Map<number, string>> {
  const list = types.join(', ') || '0'
  const rows = await backend.query(`select oid, typname from pg_catalog.pg_type where oid in (${list})`)
  return new Map(rows.map(([oid, name]) => [Number(oid), name ?? '']))
}
