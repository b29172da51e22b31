import type { WithSession } from '../session/session.js'
import { lastReads } from '../statements/catalog/last-reads.js'

/** Returns when COPY last read each of the objects at `urls`, as far as Redshift still knows it, and lets the user see it. */
export async function readHistory(
  withSession: WithSession,
  urls: readonly string[],
): Promise<ReadonlyMap<string, Date>> {
  try {
    const rows = await withSession((session) =>
      session.query(lastReads(urls), 'read which objects were loaded'),
    )
    return new Map(rows.map((row) => [String(row['url']), new Date(`${String(row['time']).slice(0, 23)}Z`)]))
  } catch {
    // It is information; a cluster may have no such view.
    return new Map()
  }
}
