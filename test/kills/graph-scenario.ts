import type { Scenario } from './scenario.js'
import { load, rows } from './loaded-rows.js'

/** Two pipelines over two tables, side by side, and one that needs both. */
export const graph: Scenario = {
  name: 'pipelines side by side, and one that needs them',
  tables: ['events', 'others', 'summary'],
  changes: {
    'data/a.json': rows(1, 2),
    'data/b.json': rows(3),
    'others/a.json': rows(4),
    'others/b.json': rows(5, 6),
  },
  words: ['--parallel', '2'],
  configure: (place) => {
    const { bucket, table } = place
    const { target, ...step } = load(place, 'manifest', { batch: 1 }) as { readonly target: object }
    return {
      others: {
        [`others_${bucket}`]: [
          {
            ...step,
            source: place.source('others/'),
            target: { ...target, table: table('others') },
          },
        ],
        [`summary_${bucket}`]: {
          needs: [bucket, `others_${bucket}`],
          steps: [
            {
              sql: 'summary',
              statements: [
                `create table if not exists ${table('summary')} (amount integer)`,
                `delete from ${table('summary')}`,
                `insert into ${table('summary')} select (select count(*) from ${table('events')}) + (select count(*) from ${table('others')})`,
              ],
            },
          ],
        },
      },
      steps: [{ ...step, target }],
    }
  },
}
