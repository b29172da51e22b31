import { property, jsonObject, type ColumnType } from '@arbalest/core'
import { parsePartition, type Target } from '@arbalest/core/plugin'
import { describe, expect, test } from 'vitest'
import { boundsOf, boundsSince, type Bounds } from '../src/time/partition-bounds.js'

const tableOf = (type: ColumnType): Target => jsonObject('t', property('c', type))

function bounds(partition: string, type: ColumnType, timeZone = 'UTC'): Bounds {
  return boundsOf(parsePartition(partition), tableOf(type), { column: 'c', timeZone })
}

const boundsOfTime = (partition: string) => bounds(partition, 'timestamp', 'Europe/Berlin')

/** All but the one that Berlin passed over. */
function hoursOf(day: string): string[] {
  const hours = Array.from({ length: 24 }, (_, hour) => `${day}T${String(hour).padStart(2, '0')}`)
  return hours.filter((hour) => hour !== '2018-03-25T02')
}

describe('the bounds of a partition', () => {
  test.each<[partition: string, type: ColumnType, from: string, to: string | undefined]>([
    ['0', 'integer', '0', '1'],
    ['9', 'bigint', '9', '10'],
    ['42', 'numeric(3,0)', '42', '43'],
    ['2018-02-28', 'date', '2018-02-28', '2018-03-01'],
    ['2016-02-28', 'varchar(32)', '2016-02-28', '2016-02-29'],
    ['2018-02-01T05', 'varchar(32)', '2018-02-01T05', '2018-02-01T06'],
    ['2018-12-31T23', 'char(20)', '2018-12-31T23', '2019-01-01T00'],
    ['2018-12-31', 'timestamp', '2018-12-31 00:00:00', '2019-01-01 00:00:00'],
    ['2018-02-01T23', 'timestamp', '2018-02-01 23:00:00', '2018-02-02 00:00:00'],
    ['2018-02-01', 'timestamptz', '2018-02-01 00:00:00+00', '2018-02-02 00:00:00+00'],
  ])('%s of a column of type %s', (partition, type, from, to) => {
    expect(bounds(partition, type)).toEqual({ from, to })
  })

  test.each<[partition: string, type: ColumnType, from: string]>([
    ['32767', 'smallint', '32767'],
    ['2147483647', 'integer', '2147483647'],
    ['9223372036854775807', 'bigint', '9223372036854775807'],
    ['999', 'numeric(3,0)', '999'],
    ['9223372036854775807', 'numeric(19,0)', '9223372036854775807'],
    ['9999-12-31', 'date', '9999-12-31'],
    ['9999-12-31T23', 'timestamp', '9999-12-31 23:00:00'],
  ])('have no end for %s of type %s, after which nothing can come', (partition, type, from) => {
    expect(bounds(partition, type)).toEqual({ from, to: undefined })
  })

  test.each<[partition: string, zone: string, from: string, to: string]>([
    ['2018-02-01', 'Europe/Berlin', '2018-01-31 23:00:00', '2018-02-01 23:00:00'],
    ['2018-02-01T00', 'America/Los_Angeles', '2018-02-01 08:00:00', '2018-02-01 09:00:00'],
    ['2018-02-01', 'Asia/Kolkata', '2018-01-31 18:30:00', '2018-02-01 18:30:00'],
    // Clocks put forward: a day of 23 hours, and one that begins at 01:00.
    ['2018-03-25', 'Europe/Berlin', '2018-03-24 23:00:00', '2018-03-25 22:00:00'],
    ['2018-03-25T01', 'Europe/Berlin', '2018-03-25 00:00:00', '2018-03-25 01:00:00'],
    ['2018-03-25T03', 'Europe/Berlin', '2018-03-25 01:00:00', '2018-03-25 02:00:00'],
    ['2018-11-04', 'America/Sao_Paulo', '2018-11-04 03:00:00', '2018-11-05 02:00:00'],
    ['2018-10-07T02', 'Australia/Lord_Howe', '2018-10-06 15:30:00', '2018-10-06 16:00:00'],
    // Clocks put back: a day of 25 hours, and an hour that comes twice.
    ['2018-10-28', 'Europe/Berlin', '2018-10-27 22:00:00', '2018-10-28 23:00:00'],
    ['2018-10-28T02', 'Europe/Berlin', '2018-10-28 00:00:00', '2018-10-28 02:00:00'],
    ['2018-10-28T03', 'Europe/Berlin', '2018-10-28 02:00:00', '2018-10-28 03:00:00'],
    ['2018-02-17', 'America/Sao_Paulo', '2018-02-17 02:00:00', '2018-02-18 03:00:00'],
    ['2018-02-17T23', 'America/Sao_Paulo', '2018-02-18 01:00:00', '2018-02-18 03:00:00'],
    // The last day before one that was passed over.
    ['2011-12-29', 'Pacific/Apia', '2011-12-29 10:00:00', '2011-12-30 10:00:00'],
  ])('%s in %s', (partition, zone, from, to) => {
    expect(bounds(partition, 'timestamp', zone)).toEqual({ from, to })
  })

  test.each([
    ['2018-03-24', '2018-03-25', '2018-03-26'],
    ['2018-10-27', '2018-10-28', '2018-10-29'],
  ])('of the hours of %s, %s and %s follow each other without gap, and fill their days', (...days) => {
    let end = boundsOfTime(days[0]!).from
    for (const day of days) {
      const whole = boundsOfTime(day)
      expect(whole.from).toBe(end)
      for (const hour of hoursOf(day)) {
        const part = boundsOfTime(hour)
        expect(part.from).toBe(end)
        end = part.to!
      }
      expect(whole.to).toBe(end)
    }
  })

  test.each<[partition: string, type: ColumnType, message: string]>([
    ['2018-02-01T05', 'date', '"2018-02-01T05" is an hour, which the column "c", a date, cannot distinguish'],
    ['2018-02-01', 'integer', '"2018-02-01" is a day, which the column "c", an integer, cannot distinguish'],
    ['7', 'timestamp', '"7" is a number, which the column "c", a timestamp, cannot distinguish'],
    ['7', 'varchar(20)', '"7" is a number, which'],
    ['32768', 'smallint', '"32768" is beyond what the column "c", a smallint, can hold'],
    ['1000', 'numeric(3,0)', '"1000" is beyond'],
  ])('are refused for %s of type %s', (partition, type, message) => {
    expect(() => bounds(partition, type)).toThrow(message)
  })

  test.each([
    ['2018-03-25T02', 'Europe/Berlin'],
    ['2011-12-30', 'Pacific/Apia'],
    ['2011-12-30T05', 'Pacific/Apia'],
  ])('are refused for %s, which %s did not have', (partition, zone) => {
    expect(() => bounds(partition, 'timestamp', zone)).toThrow(`There never was a "${partition}" in ${zone}`)
  })

  test('have no end from a partition on', () => {
    const series = { column: 'c', timeZone: 'Europe/Berlin' }
    expect(boundsSince('2018-02-01T05', tableOf('timestamp'), series)).toEqual({
      from: '2018-02-01 04:00:00',
    })
  })
})
