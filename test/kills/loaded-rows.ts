import type { Place } from './scenario.js'

/** Objects of these rows, a JSON document a line. */
export const rows = (...ids: readonly number[]): string =>
  ids.map((id) => `${JSON.stringify({ id, name: `row ${id}` })}\n`).join('')

/** The properties of {@link rows}. */
export const properties = { id: 'integer', name: 'varchar(16)' }

/** A step that loads what is under `data/` into the table `events`. */
export const load = (place: Place, use: string, options: object = {}): object => ({
  load: 'events',
  source: place.source('data/'),
  strategy: { use, with: options },
  target: { table: place.table('events'), properties },
})
