import { collect, parsePartition, type SourceObject } from '@arbalest/core/plugin'
import { describe, expect, test } from 'vitest'
import type { TimeSeriesConfiguration } from '../src/index.js'
import { strategyOf } from './scenarios.js'

const nothing = async () => undefined

/** An object of each of these partitions, or of none. */
async function* objectsOf(
  ...partitions: readonly (string | undefined)[]
): AsyncGenerator<readonly SourceObject[]> {
  for (const [index, partition] of partitions.entries()) {
    yield [
      {
        key: `${partition}/${index}`,
        version: 'v',
        size: 1,
        url: 'memory:',
        partition: partition === undefined ? undefined : parsePartition(partition),
      },
    ]
  }
}

async function keysOf(
  configuration: TimeSeriesConfiguration,
  ...partitions: readonly (string | undefined)[]
): Promise<Record<string, string[]>> {
  const units = await collect(strategyOf(configuration).units(objectsOf(...partitions)))
  return Object.fromEntries(units.map(({ key, objects }) => [key, objects.map((object) => object.key)]))
}

describe('a unit a partition', () => {
  test('has all of its objects', async () => {
    expect(
      await keysOf({ column: 'at' }, '2018-02-01', '2018-02-01', '2018-02-03/00', '2018-02-03/01'),
    ).toEqual({
      '2018-02-01': ['2018-02-01/0', '2018-02-01/1'],
      '2018-02-03T00': ['2018-02-03/00/2'],
      '2018-02-03T01': ['2018-02-03/01/3'],
    })
  })

  test('needs a series, and says how a source becomes one', async () => {
    await expect(keysOf({ column: 'at' }, undefined)).rejects.toThrow(
      'The object "undefined/0" belongs to no partition, and the strategy timeseries replaces partitions; set the option series of the source.',
    )
  })

  test('is refused where a day has objects both of its own and in hours', async () => {
    await expect(keysOf({ column: 'at' }, '2018-02-01', '2018-02-01/05')).rejects.toThrow(
      'The day "2018-02-01" has objects of its own, and "2018-02-01/05/1" belongs to one of its hours',
    )
  })

  test('is refused where the look-back is of another kind, though nothing has been loaded yet', async () => {
    const configuration = { column: 'at', outside: 'partition-column', lookback: '2 days' } as const
    await expect(keysOf(configuration, '42')).rejects.toThrow('The look-back 2 days does not fit')
  })
})

describe('one unit since a partition', () => {
  test('has the objects of that and of all later ones', async () => {
    expect(
      await keysOf({ column: 'at', since: '2018-02-02' }, '2018-02-01', '2018-02-02/00', '2018-02-03'),
    ).toEqual({
      since: ['2018-02-02/00/1', '2018-02-03/2'],
    })
  })

  test('begins within a day where that has hours', async () => {
    const configuration = { column: 'at', since: '2018-02-02T01' }
    expect(await keysOf(configuration, '2018-02-02/00', '2018-02-02/01')).toEqual({
      since: ['2018-02-02/01/1'],
    })
    await expect(keysOf(configuration, '2018-02-02')).rejects.toThrow(
      'The day "2018-02-02" has objects of its own, so rows cannot be replaced from one of its hours on',
    )
    expect(await strategyOf(configuration).from(nothing)).toBe('2018-02-02')
  })

  test('is none where nothing is listed', async () => {
    expect(await keysOf({ column: 'at', since: '2018-02-02' }, '2018-02-01')).toEqual({})
  })

  test('is refused in a series of another kind', async () => {
    await expect(keysOf({ column: 'at', since: '2018-02-02' }, '42')).rejects.toThrow(
      'The series has the partition "42", which is neither before nor after since, "2018-02-02"; write since as a number.',
    )
    await expect(keysOf({ column: 'id', since: 42 }, '2018-02-02')).rejects.toThrow(
      'write since as a day or an hour',
    )
  })

  test('is another version where it is since another partition', async () => {
    const versions = async (since: string) =>
      (await collect(strategyOf({ column: 'at', since }).units(objectsOf('2018-02-02')))).map(
        ({ version }) => version,
      )
    expect(await versions('2018-02-01')).not.toEqual(await versions('2018-02-02'))
    expect(await versions('2018-02-02')).toEqual(await versions('2018-02-02'))
  })
})
