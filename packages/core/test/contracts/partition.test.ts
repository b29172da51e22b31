import { describe, expect, test } from 'vitest'
import { ConfigError } from '../../src/index.js'
import { compareKeys, isWithin, parsePartition, partitionKind, showPartition } from '../../src/plugin.js'

describe('partitions', () => {
  test.each([
    ['0', '00000000000000000000', 'number', '0'],
    ['42', '00000000000000000042', 'number', '42'],
    ['007', '00000000000000000007', 'number', '7'],
    ['2018-02-01', '2018-02-01', 'day', '2018-02-01'],
    ['2016-02-29', '2016-02-29', 'day', '2016-02-29'],
    ['2018-02-01T05', '2018-02-01T05', 'hour', '2018-02-01T05'],
    ['2018-02-01/23', '2018-02-01T23', 'hour', '2018-02-01T23'],
    ['2018-02-01 00', '2018-02-01T00', 'hour', '2018-02-01T00'],
  ])('reads %j as %j', (text, partition, kind, shown) => {
    expect(parsePartition(text)).toBe(partition)
    expect(partitionKind(partition)).toBe(kind)
    expect(showPartition(partition)).toBe(shown)
    expect(parsePartition(showPartition(partition))).toBe(partition)
  })

  test.each([
    '',
    'x',
    '-1',
    '1.5',
    '2018-2-1',
    '2018-13-01',
    '2017-02-29',
    '2018-04-31',
    '2018-02-01T24',
    '2018-02-01T5',
    '2018-02-01T05:00',
    '9'.repeat(21),
  ])('refuses %j, and quotes it', (text) => {
    expect(() => parsePartition(text)).toThrow(ConfigError)
    expect(() => parsePartition(text)).toThrow(`"${text}"`)
  })

  test('sort as they follow each other', () => {
    const inOrder = ['9', '10', '100'].map(parsePartition)
    expect(inOrder.toSorted(compareKeys)).toEqual(inOrder)
    const days = ['2017-12-31T23', '2018-01-01', '2018-01-01T00', '2018-01-01T01', '2018-01-02'].map(
      parsePartition,
    )
    expect(days.toSorted(compareKeys)).toEqual(days)
  })

  test.each([
    ['2018-02-01', {}, true],
    ['2018-02-01', { start: '2018-02-01', end: '2018-02-01' }, true],
    ['2018-02-02', { end: '2018-02-01' }, false],
    ['2018-01-31', { start: '2018-02-01' }, false],
    ['2018-02-01T00', { start: '2018-02-01', end: '2018-02-01' }, true],
    ['2018-02-01T23', { start: '2018-02-01', end: '2018-02-01' }, true],
    ['2018-02-02T00', { end: '2018-02-01' }, false],
    ['2018-02-01T05', { start: '2018-02-01T05', end: '2018-02-01T05' }, true],
    ['2018-02-01T04', { start: '2018-02-01T05' }, false],
    ['2018-02-01T06', { end: '2018-02-01T05' }, false],
    ['2018-02-01', { start: '2018-02-01T05' }, false],
    ['2018-02-01', { end: '2018-02-01T05' }, true],
    [parsePartition('10'), { start: parsePartition('9'), end: parsePartition('10') }, true],
    [parsePartition('100'), { end: parsePartition('10') }, false],
  ])('%s within %j: %s', (partition, bounds, within) => {
    expect(isWithin(partition, bounds)).toBe(within)
  })
})
