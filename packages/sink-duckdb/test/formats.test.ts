import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { field, jsonObject, orderedFields, property } from '@arbalest/core'
import { collect, each } from '@arbalest/core/plugin'
import { FilesSource } from '@arbalest/source-files'
import { expect, test } from 'vitest'
import { DuckDbSink } from '../src/index.js'
import { duckDbFixture, rowsOf } from './fixture.js'
import { loaded } from './loaded.js'

const FIELDS = orderedFields('events', field('id', 'integer'), field('name', 'varchar(8)'))

test('reads files whose names are patterns to DuckDB, compressed or not, in one copy', async () => {
  const { copied, rows } = await loaded(jsonObject('events', property('id', 'integer')), {
    'we[i]rd*?.json': '{"id":1}\n',
    'a.json.gz': gzipSync('{"id":2}\n\n{"id":3}\n'),
  })
  expect(copied).toEqual({ rows: 3, rejected: 0 })
  expect(rows).toEqual([{ id: 1 }, { id: 2 }, { id: 3 }])
})

test('reads each type as text of it', async () => {
  const target = jsonObject(
    'events',
    property('small', 'smallint'),
    property('big', 'bigint'),
    property('exact', 'numeric(10,2)'),
    property('float', 'double precision'),
    property('is', 'boolean'),
    property('day', 'date'),
    property('at', 'timestamp'),
    property('text', 'varchar(4)'),
    property('any', 'super'),
    property('list', property('a[1]', 'integer')),
  )
  const { rows } = await loaded(target, {
    a: `${JSON.stringify({
      small: 7,
      big: '9007199254740993',
      exact: 12.34,
      float: 0.5,
      is: true,
      day: '2018-02-01T23:00:00-05:00',
      at: '2018-02-01T05:00:00+02:00',
      text: 'zöl',
      any: { deep: [1] },
      list: { a: [1, 2] },
    })}\n`,
  })
  const [row] = rows
  expect(row).toMatchObject({
    small: 7,
    big: 9007199254740993n,
    float: 0.5,
    is: true,
    text: 'zöl',
    any: '{"deep":[1]}',
    list_a_1: 2,
  })
  // As Redshift does, which leaves a time out: https://docs.aws.amazon.com/redshift/latest/dg/r_DATEFORMAT_and_TIMEFORMAT_strings.html
  expect(row!['day']).toEqual(new Date('2018-02-01T00:00:00Z'))
  expect(row!['at']).toEqual(new Date('2018-02-01T03:00:00Z'))
})

test.each([
  ['integer', '5.5'],
  ['integer', '"57e-1"'],
  ['bigint', '"0x10"'],
  ['bigint', '"1_000"'],
  ['smallint', '40000'],
  ['varchar(4)', '"zwölf"'],
  ['boolean', '"maybe"'],
  ['date', '"2018-02-30"'],
  ['numeric(4,2)', '1234'],
])('refuses for %s the value %s, which DuckDB would round, keep or misread', async (type, value) => {
  const target = { table: 'events', columns: [{ name: 'it', type, path: ['it'] }] }
  await expect(loaded(target, { a: `{"it":null}\n{"it":${value}}\n` })).rejects.toMatchObject({
    code: 'LOAD_REJECTED',
    rejections: [{ line: 2, column: 'it', value: value.replaceAll('"', '') }],
  })
})

test('blank text is no value to types that are none of text, as in Redshift', async () => {
  const types = [
    'integer',
    'numeric(4,2)',
    'real',
    'boolean',
    'date',
    'time',
    'timestamp',
    'varchar(4)',
  ] as const
  const names = types.map((_, index) => `c${index}`)
  const target = (notNull = false) =>
    orderedFields('events', ...types.map((type, index) => field(names[index]!, type, { notNull })))
  for (const blank of ['""', '"\t "']) {
    const csv = { a: `${types.map(() => blank).join(',')}\n` }
    const json = { a: `{${names.map((name) => `"${name}":${blank.replace('\t', '\\t')}`).join(',')}}\n` }
    const asJson = jsonObject('events', ...types.map((type, index) => property(names[index]!, type)))
    for (const { rows } of [await loaded(target(), csv, { format: 'csv' }), await loaded(asJson, json)])
      expect(rows).toMatchObject([Object.fromEntries(names.slice(0, -1).map((name) => [name, null]))])
    await expect(loaded(target(true), csv, { format: 'csv' })).rejects.toMatchObject({
      rejections: [{ line: 1, column: 'c0', reason: 'has no value, and must have one.' }],
    })
  }
})

test.each([
  '2026-01-05T23:00:00Z',
  '2026-01-05 23:00:00',
  '2026-01-06T01:00:00+02',
  '2026-01-05T17:30:00-0530',
  '2026-01-06T01:00:00.000000+02:00',
])('reads the time %s, as ISO 8601 writes it', async (text) => {
  const target = jsonObject('events', property('at', 'timestamp'), property('zoned', 'timestamptz'))
  const { rows } = await loaded(target, { a: `{"at":"${text}","zoned":"${text}"}\n` })
  const at = new Date('2026-01-05T23:00:00Z')
  expect(rows).toEqual([{ at, zoned: at }])
})

test('keeps times that have no microseconds, and those before Christ', async () => {
  const target = jsonObject('events', property('at', 'timestamp'))
  const lines = ['-infinity', 'infinity', '0044-03-15 (BC) 10:00'].map((at) => `${JSON.stringify({ at })}\n`)
  const { rows } = await loaded(target, { a: lines.join('') }, {}, 'cast("at" as varchar) as "at"')
  expect(rows).toEqual([{ at: '-infinity' }, { at: '0044-03-15 (BC) 10:00:00' }, { at: 'infinity' }])
})

test('says which document is no JSON, and which row lacks what it must have', async () => {
  const target = jsonObject('events', property('id', 'integer'), property('name', 'varchar(8)'))
  await expect(loaded(target, { a: '{"id":1}\nid=2\n' })).rejects.toMatchObject({
    rejections: [{ line: 2, reason: 'is not a JSON document on a separate line.' }],
  })
  const columns = target.columns.map((column) => ({ ...column, notNull: column.name === 'id' }))
  await expect(loaded({ ...target, columns }, { a: '{"id":1}\n{"name":"x"}\n' })).rejects.toMatchObject({
    rejections: [{ line: 2, column: 'id', reason: 'has no value, and must have one.' }],
  })
})

test('reads CSV by places, or by the names of a header in any order', async () => {
  const rows = [
    { id: 1, name: 'a,"b"' },
    { id: 2, name: null },
  ]
  const byPlace = { format: 'csv', nullAs: '-' } as const
  expect((await loaded(FIELDS, { a: '1,"a,""b"""\n2,-\n' }, byPlace)).rows).toEqual(rows)
  const byName = { format: 'csv', header: true, delimiter: ';' } as const
  expect((await loaded(FIELDS, { a: 'name;more;id\n"a,""b""";x;1\n;y;2\n' }, byName)).rows).toEqual(rows)
})

test('reads Parquet by the names of its columns', async () => {
  await using fixture = await duckDbFixture()
  const file = join(fixture.folder, 'a.parquet')
  await rowsOf(
    fixture.file,
    `copy (select 'x' as name, 1::bigint as id union all select null, 2) to '${file}'`,
  )
  const source = new FilesSource({ folder: fixture.folder, include: ['*.parquet'] })
  const sink = new DuckDbSink({ file: fixture.file, copy: { format: 'parquet' } })
  const objects = await collect(each(source.list()))
  await sink.transaction({ scope: 'p/step', source }, (tx) => tx.copy(FIELDS, objects))
  await sink[Symbol.asyncDispose]()
  expect(await rowsOf(fixture.file, 'select * from events order by id')).toEqual([
    { id: 1, name: 'x' },
    { id: 2, name: null },
  ])
})

test('refuses what DuckDB has no type for, and properties of what has none', () => {
  const shape = jsonObject('events', property('id', 'integer'), property('shape', 'geometry'))
  const faults = new DuckDbSink({ file: 'x.duckdb', copy: { format: 'csv' } }).check(shape)
  expect(faults).toEqual([
    { path: ['target', 'columns', 'shape'], message: 'DuckDB has no type "geometry".' },
    {
      path: ['copy', 'format'],
      message: 'fields of CSV have positions, and no properties: write fields in the target, not properties.',
    },
  ])
})
