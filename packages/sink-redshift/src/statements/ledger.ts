import type { StatementValue } from '@arbalest/core'
import type { LedgerEntry } from '@arbalest/core/plugin'
import { splitScope, type Log } from './log.js'

/** What transactions loaded. */
export const LEDGER: Log = {
  view: 'arbalest_loads',
  what: 'loads',
  columns: [
    ['run', 'varchar(64)'],
    ['pipeline', 'varchar(4096)'],
    ['step', 'varchar(4096)'],
    ['target', 'varchar(512)'],
    ['units', 'bigint'],
    ['objects', 'bigint'],
    ['bytes', 'bigint'],
    ['rows', 'bigint'],
    ['rejected', 'bigint'],
    ['kept', 'bigint'],
    ['quarantined', 'bigint'],
    ['unaccounted', 'bigint'],
    ['first_key', 'varchar(4096)'],
    ['last_key', 'varchar(4096)'],
    ['oldest_object', 'timestamp'],
    ['newest_object', 'timestamp'],
    ['version', 'varchar(64)'],
  ],
}

/** Returns the values of an entry's row, whose id is `id`. */
export function rowOfEntry(entry: LedgerEntry, id: string): readonly StatementValue[] {
  return [
    entry.run,
    ...splitScope(entry.scope),
    entry.table,
    entry.units,
    entry.objects,
    entry.bytes,
    entry.rows,
    entry.rejected,
    entry.kept ?? null,
    entry.quarantined ?? null,
    entry.unaccounted ?? null,
    entry.firstKey ?? null,
    entry.lastKey ?? null,
    timestamp(entry.oldestObject),
    timestamp(entry.newestObject),
    entry.version,
    id,
  ]
}

function timestamp(time: Date | undefined): string | null {
  return time?.toISOString().replace('T', ' ').replace('Z', '') ?? null
}
