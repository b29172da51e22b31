import { createHash } from 'node:crypto'

const MAX_SLUG = 32

/** A short readable name for `scope` that no other scope has: letters, digits and `_`, at most 41 bytes. */
export function scopedName(scope: string): string {
  const slug = scope
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .slice(0, MAX_SLUG)
  const hash = createHash('sha256').update(scope).digest('hex').slice(0, 8)
  return `${slug}_${hash}`
}

/** The table of a scope's marks, such as `arbalest_marks_earthquakes_quakes_1a2b3c4d`. */
export function marksTable(scope: string, schema?: string): string {
  return within(schema, `arbalest_marks_${scopedName(scope)}`)
}

/** The table of what a scope's transactions noted, such as `arbalest_loads_earthquakes_quakes_1a2b3c4d`. */
export function ledgerTable(scope: string, schema?: string): string {
  return within(schema, `arbalest_loads_${scopedName(scope)}`)
}

/** The table of the rows of a scope that did not fit, such as `arbalest_rejects_earthquakes_quakes_1a2b3c4d`. */
export function rejectsTable(scope: string, schema?: string): string {
  return within(schema, `arbalest_rejects_${scopedName(scope)}`)
}

/** The table to lock before rows of `schema.name` are replaced, such as `public.arbalest_lock_public_earthquakes_1a2b3c4d`. */
export function lockOfTarget(schema: string, name: string): string {
  // For Redshift, names are the same in upper case.
  return within(schema, `arbalest_lock_${scopedName(`${schema}.${name}`.toLowerCase())}`)
}

function within(schema: string | undefined, name: string): string {
  return schema === undefined ? name : `${schema}.${name}`
}
