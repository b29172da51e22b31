import type { Scenario } from './scenario.js'
import { properties, rows } from './loaded-rows.js'

/** `merge`: a row that changes, one that is deleted, and one that comes late. */
export const merging: Scenario = {
  name: 'merge, with deleted rows that are kept',
  tables: ['events'],
  before: { 'data/a.json': rows(1, 2, 3) },
  changes: {
    'data/b.json': '{"id":3,"name":"s"}\n{"id":2,"name":"x","op":"D"}\n',
    'data/c.json': rows(2, 4),
  },
  configure: ({ source, table }) => ({
    steps: [
      {
        load: 'events',
        source: source('data/'),
        // No document but that of a deletion has an op.
        drift: 'ignore',
        strategy: {
          use: 'merge',
          with: { key: 'id', order: 'name', delete: { column: 'op', value: 'D', keep: 'gone' }, batch: 1 },
        },
        target: { table: table('events'), properties: { ...properties, op: 'char(1)' } },
      },
    ],
  }),
}
