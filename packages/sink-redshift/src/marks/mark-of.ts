import { SinkError, type Mark, type MarkState, type Origin } from '@arbalest/core/plugin'
import type { Row } from '../session/session.js'
import { MARKS_FORMAT } from '../statements/marks.js'
import { originalKey } from './mark-key.js'

/** Returns the mark in a row of `table`. Throws as {@link checkOwner} does. */
export function markOf(row: Row, scope: string, table: string): Mark {
  checkOwner(row, scope, table)
  const { key, version, state, reason } = row
  return {
    key: originalKey(String(key)),
    version: String(version),
    state: (state ?? 'loaded') as MarkState,
    ...(typeof reason === 'string' && { reason }),
    origin: originIn(row),
  }
}

function originIn({ target, way, identity }: Row): Origin | undefined {
  if (typeof target !== 'string' || typeof way !== 'string') return undefined
  return { table: target, way, ...(typeof identity === 'string' && { identity }) }
}

/** Throws `SinkError` if a row of `table` is of a newer format than is known, or of another scope than `scope`. */
export function checkOwner({ scope: owner, format }: Row, scope: string, table: string): void {
  if (Number(format ?? 1) > MARKS_FORMAT) {
    throw new SinkError(
      'STATE_NEWER',
      `The marks of "${scope}" in the table "${table}" are of format ${String(format)}, which a newer Arbalest writes; this one knows formats up to ${MARKS_FORMAT}. Update Arbalest.`,
    )
  }
  // The name of the table has a hash of the scope, which two scopes may share.
  if (typeof owner === 'string' && owner !== scope) {
    throw new SinkError(
      'STATE_FOREIGN',
      `The table "${table}" has the marks of "${owner}", and "${scope}" would keep its own there too; give one of the two steps another name.`,
    )
  }
}
