import { jsonObject, property } from '@arbalest/core'
import { parsePartition, type Target } from '@arbalest/core/plugin'
import { lines, rowOf, type ChangeableSource, type EventDocument, type Scenario } from '@arbalest/testing'
import { completeOptions, TimeSeriesStrategy, type TimeSeriesConfiguration } from '../src/index.js'

/** Puts an object, whose key is a partition and a name. */
const put =
  (key: string, ...documents: readonly EventDocument[]) =>
  (source: ChangeableSource): Promise<void> =>
    source.put(key, lines(...documents))

const remove = (key: string) => (source: ChangeableSource) => source.remove(key)

/** All of these at once. */
const together =
  (...changes: Scenario['changes']) =>
  async (source: ChangeableSource): Promise<void> => {
    for (const change of changes) await change(source)
  }

/** The partition that the folder of a key names. */
export function partitionOf(key: string): string {
  return parsePartition(key.slice(0, key.lastIndexOf('/')))
}

/** The strategy that a configuration asks for. */
export function strategyOf(configuration: TimeSeriesConfiguration): TimeSeriesStrategy {
  return new TimeSeriesStrategy(completeOptions(configuration))
}

const STAMPED: Target = jsonObject(
  'events',
  property('id', 'integer'),
  property('at', 'timestamp'),
  property('user', property('name', 'varchar(8)')),
)

const early: EventDocument = { id: 1, at: '2015-01-01T08:00' }
const late: EventDocument = { id: 2, at: '2015-01-01T23:59' }
const next: EventDocument = { id: 3, at: '2015-01-02T00:00' }
const second: EventDocument = { id: 4, at: '2015-01-02' }
const third: EventDocument = { id: 5, at: '2015-01-03' }
const ninth: EventDocument = { id: 6, at: '2015-01-09' }
const nowhen: EventDocument = { id: 7, at: null }

const inPartition = (partition: string, document: EventDocument) => ({
  ...rowOf(document),
  arbalest_partition: partition,
})

/** A day of 25 hours, its first and its last second, and the first of the hour after it. */
const LONG_DAY = [
  { id: 1, at: '2018-10-27 22:00:00' },
  { id: 2, at: '2018-10-28 22:59:59' },
]
const HOUR_AFTER = { id: 3, at: '2018-10-28 23:00:00' }

/** Every mode, in as few transactions as show it: each one more is seven crashes more. */
export const scenarios: readonly Scenario[] = [
  {
    name: 'sequential integers',
    strategy: () => strategyOf({ column: 'id' }),
    partitionOf,
    changes: [put('4/a', { id: 4 }), put('2/a', { id: 2 })],
    rows: [rowOf({ id: 2 }), rowOf({ id: 4 })],
  },
  {
    name: 'days, and days with hours, of a time zone',
    target: STAMPED,
    strategy: () => strategyOf({ column: 'at', timeZone: 'Europe/Berlin' }),
    partitionOf,
    changes: [
      together(put('2018-10-28/a', LONG_DAY[0]!), put('2018-10-29/00/a', HOUR_AFTER)),
      together(remove('2018-10-28/a'), put('2018-10-28/b', LONG_DAY[1]!)),
    ],
    rows: [rowOf(LONG_DAY[1]!), rowOf(HOUR_AFTER)],
  },
  {
    name: 'outside: clip',
    strategy: () => strategyOf({ column: 'at', outside: 'clip' }),
    partitionOf,
    changes: [put('2015-01-02/a', late, next), put('2015-01-01/a', early, next, nowhen)],
    rows: [rowOf(early), rowOf(next)],
  },
  {
    name: 'outside: partition-column',
    strategy: () => strategyOf({ column: 'at', outside: 'partition-column' }),
    partitionOf,
    changes: [
      together(put('2015-01-01/a', early, next, nowhen), put('2015-01-02/00/a', late)),
      put('2015-01-01/a', next, nowhen),
    ],
    rows: [
      inPartition('2015-01-01', next),
      inPartition('2015-01-01', nowhen),
      inPartition('2015-01-02T00', late),
    ],
  },
  {
    name: 'since',
    strategy: () => strategyOf({ column: 'at', since: '2015-01-02' }),
    partitionOf,
    changes: [
      together(put('2015-01-01/a', early), put('2015-01-02/a', next), put('2015-01-03/a', third)),
      // Nor are rows of another day lost, and rows whose objects have gone go too.
      together(put('2015-01-02/a', next, ninth), remove('2015-01-03/a')),
    ],
    rows: [rowOf(next), rowOf(ninth)],
  },
  {
    name: 'since, with outside: partition-column',
    strategy: () => strategyOf({ column: 'at', since: '2015-01-02', outside: 'partition-column' }),
    partitionOf,
    changes: [
      together(put('2015-01-01/a', early), put('2015-01-02/a', nowhen, late), put('2015-01-03/a', early)),
      together(put('2015-01-02/a', nowhen), remove('2015-01-03/a')),
    ],
    rows: [inPartition('2015-01-02', nowhen)],
  },
]

/** More of what the strategy alone decides, and a sink does not see. */
export const furtherScenarios: readonly Scenario[] = [
  {
    name: 'gaps, late data, and objects that go',
    strategy: () => strategyOf({ column: 'at' }),
    partitionOf,
    changes: [
      together(
        put('2015-01-01/a', early),
        put('2015-01-04/00/a', { id: 10, at: '2015-01-04T00:30' }),
        put('2015-01-04/23/a', { id: 11, at: '2015-01-04T23:30' }),
      ),
      put('2015-01-01/b', late),
      together(put('2015-01-04/00/a', { id: 12, at: '2015-01-04T00:45' }), remove('2015-01-01/a')),
      put('2015-01-02/a', next),
      // Its objects are all gone: it is listed no more, and its rows stay.
      remove('2015-01-04/23/a'),
      // An empty object takes its rows away.
      put('2015-01-02/a'),
    ],
    rows: [rowOf(late), rowOf({ id: 12, at: '2015-01-04T00:45' }), rowOf({ id: 11, at: '2015-01-04T23:30' })],
  },
  {
    name: 'a look-back',
    strategy: () => strategyOf({ column: 'at', lookback: '1 day' }),
    partitionOf,
    changes: [
      together(put('2015-01-01/a', early), put('2015-01-02/a', next)),
      together(put('2015-01-03/a', third), put('2015-01-02/b', second)),
      // Two days behind what has been loaded by then: it is not listed.
      put('2015-01-01/b', late),
    ],
    rows: [rowOf(early), rowOf(next), rowOf(second), rowOf(third)],
  },
  {
    name: 'since, with outside: clip',
    strategy: () => strategyOf({ column: 'id', since: 3, outside: 'clip' }),
    partitionOf,
    changes: [put('3/a', { id: 2 }, { id: 3 }), put('5/a', { id: 5 }, { id: 3, at: 'again' })],
    rows: [rowOf({ id: 3 }), rowOf({ id: 5 }), rowOf({ id: 3, at: 'again' })],
  },
]
