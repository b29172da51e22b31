import { jsonObject, property } from '@arbalest/core'
import { formatPath } from '@arbalest/core/plugin'
import { expect, test } from 'vitest'
import { completeOptions, MergeStrategy, type MergeConfiguration } from '../src/index.js'

const TARGET = jsonObject(
  'orders',
  property('id', 'bigint'),
  property('tags', 'super'),
  property('paid', 'boolean'),
  property('at', 'timestamp'),
)

const faultsOf = (configuration: MergeConfiguration) =>
  new MergeStrategy(completeOptions(configuration))
    .check(TARGET)
    .map(({ path, message }) => `${formatPath(path)}: ${message}`)

test('names in any case are those of columns', () => {
  expect(
    faultsOf({ key: ['ID'], order: 'At', delete: { column: 'Paid', value: 'true', keep: 'Gone' } }),
  ).toEqual([])
})

test('what cannot be merged by is told, all at once', () => {
  expect(
    faultsOf({
      key: ['id', 'tags', 'none'],
      order: 'paid',
      delete: { column: 'id', value: 'D', keep: 'at' },
    }),
  ).toEqual([
    'strategy.with.key: "tags" is super, which cannot be compared.',
    'strategy.with.key: "none" is not a column of "orders"; it has id, tags, paid, at.',
    'strategy.with.order: "paid" is boolean, whose values have no order; use a time, a number or text.',
    'strategy.with.delete.column: "id" is part of the key.',
    'strategy.with.delete.keep: "at" is a column that objects fill; name another, which this strategy adds to the table.',
  ])
  expect(faultsOf({ key: 'id', order: 'id' })).toEqual([
    'strategy.with.order: "id" is part of the key: all rows of one key have the same value.',
  ])
})

test('a plan says that deleted rows come back, unless they are kept', () => {
  const advice = (configuration: MergeConfiguration) =>
    new MergeStrategy(completeOptions(configuration)).advise(TARGET, undefined)
  const deletion = { column: 'paid', value: 'false' }
  expect(advice({ key: 'id' })).toEqual([])
  expect(advice({ key: 'id', order: 'at', delete: deletion })).toEqual([
    expect.stringContaining('is inserted again'),
  ])
  expect(advice({ key: 'id', order: 'at', delete: { ...deletion, keep: 'gone' } })).toEqual([])
})

test.each<[rows: number | undefined, clusteredBy: string[] | undefined, said: boolean]>([
  [1_000_000, [], true],
  [1_000_000, ['at'], true],
  [1_000_000, ['at', 'id'], false],
  [1_000_000, undefined, false],
  [999_999, [], false],
  [undefined, [], false],
])('of a table of %s rows, clustered by %j, it is said that all are read: %s', (rows, clusteredBy, said) => {
  const table = { columns: [], hasRows: true, rows, clusteredBy }
  const advice = new MergeStrategy(completeOptions({ key: ['ID', 'paid'], order: 'at' })).advise(
    TARGET,
    table,
  )
  expect(advice).toEqual(said ? [expect.stringContaining('a column of the key (id, paid)')] : [])
})
