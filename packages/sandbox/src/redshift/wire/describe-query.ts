import { clientName } from '../sql/names.js'
import type { UnloadColumn } from '../unload/row-format.js'
import type { Backend } from './backend.js'
import { body } from './frame.js'
import { text } from './read-frame.js'
import { postgresError } from './postgres-error.js'

/** The columns that a query has: their names, and their types as the catalog calls them. */
export async function describeQuery(backend: Backend, sql: string): Promise<UnloadColumn[]> {
  const described: { name: string; oid: number; modifier: number }[] = []
  let failure: Error | undefined
  await backend.run(`select * from (${sql}) as described limit 0`, (frame) => {
    if (frame.type === 'E') failure = postgresError(frame)
    if (frame.type !== 'T') return
    const bytes = body(frame)
    let at = 2
    for (let left = bytes.readInt16BE(0); left > 0; left--) {
      const name = text(frame, at)
      const oid = bytes.readInt32BE(name.end + 6)
      described.push({ name: clientName(name.value), oid, modifier: bytes.readInt32BE(name.end + 12) })
      at = name.end + 18
    }
  })
  if (failure) throw failure
  const oids = described.map(({ oid }) => oid).join(', ') || '0'
  const types = new Map(
    (await backend.query(`select oid, typname from pg_catalog.pg_type where oid in (${oids})`)) as [
      string,
      string,
    ][],
  )
  return described.map(({ name, oid, modifier }) => {
    const type = types.get(String(oid)) ?? 'varchar'
    const size = modifier - 4
    if (type !== 'numeric' || size < 0) return { name, type }
    return { name, type, precision: size >> 16, scale: size & 0x7ff }
  })
}
