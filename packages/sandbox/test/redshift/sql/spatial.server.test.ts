import { expect, test } from 'vitest'
import { sharedRedshift } from '../local-redshift.js'

const redshift = sharedRedshift()

test('a geometry is kept in a table, and is computed with row by row', async () => {
  const client = await redshift.connect()
  await client.query('create table shops (id int, place geometry)')
  await client.query('insert into shops select 1, st_point(1, 2) union all select 2, st_point(4, 6)')
  await client.query("insert into shops values (3, null), (4, st_geomfromtext('POINT EMPTY'))")
  const shown = await redshift.rows(
    'select id, st_x(place), st_distance(place, st_point(1, 2)), st_astext(place) from shops order by id',
  )
  expect(shown).toEqual([
    [1, 1, 0, 'POINT(1 2)'],
    [2, 4, 5, 'POINT(4 6)'],
    [3, null, null, null],
    [4, null, null, 'POINT EMPTY'],
  ])
})

// https://docs.aws.amazon.com/redshift/latest/dg/geospatial-overview.html
test('a geography is kept in a table, with the reference system of the earth, and goes both ways into a geometry', async () => {
  const client = await redshift.connect()
  await client.query('create table routes (id int, way geography, flat geometry)')
  await client.query(
    "insert into routes values (1, st_geogfromtext('LINESTRING(5 0,6 0,4 0)'), st_geomfromtext('LINESTRING(5 0,6 0,4 0)'))",
  )
  await client.query(
    'update routes set flat = way::geometry where id = 1; insert into routes (id, way) select 2, flat from routes',
  )
  expect(
    await redshift.rows(
      'select id, st_asewkt(way), st_length(way)::decimal(12,4)::float8, st_length(flat) from routes order by id',
    ),
  ).toEqual([
    [1, 'SRID=4326;LINESTRING(5 0,6 0,4 0)', 333958.4724, 3],
    [2, 'SRID=4326;LINESTRING(5 0,6 0,4 0)', 333958.4724, null],
  ])
  await expect(client.query('create table keyed (a geography sortkey)')).rejects.toMatchObject({
    code: '0A000',
  })
  await expect(client.query('create table keyed (a geometry distkey)')).rejects.toMatchObject({
    code: '0A000',
  })
})

// https://docs.aws.amazon.com/redshift/latest/dg/ST_Collect-function.html
test('geometries are collected in an order, apart from NULL', async () => {
  const collected =
    await redshift.rows(`select g, st_astext(st_collect(place) within group (order by n desc)) from (
    select 1 as g, 1 as n, st_point(1, 1) as place union all select 1, 2, st_point(2, 2) union all
    select 1, 3, null union all select 2, 4, null) group by g order by g`)
  expect(collected).toEqual([
    [1, 'MULTIPOINT((2 2),(1 1))'],
    [2, null],
  ])
})

test('a function within a procedure asks the sandbox too', async () => {
  const client = await redshift.connect()
  await client.query(`create procedure far(inout metres float8) language plpgsql as $$
    begin
      metres := round(st_distancesphere(st_point(0, 0), st_point(0, metres)));
    end $$`)
  expect(await redshift.rows('call far(90.0)')).toEqual([[10007557]])
})

test.each([
  ["st_geomfromtext('POINT(1)')", 'Invalid WKT'],
  ["st_geomfromtext('POINT(1 2) x')", 'Invalid WKT'],
  ["st_geomfromtext('LINESTRING(1 2,3 4 5)')", 'Invalid WKT'],
  ["st_geomfromewkb('0101')", 'Invalid WKB'],
  ["st_geomfromgeojson('{')", 'Invalid GeoJSON'],
  ["st_x(st_geomfromtext('LINESTRING(1 2,3 4)'))", 'must be a POINT'],
  ['st_distance(st_point(1, 2), st_setsrid(st_point(1, 2), 4326))', 'different SRIDs: 0 and 4326'],
  ["st_addpoint(st_geomfromtext('LINESTRING(0 0,1 1)'), st_point(1, 2), 3)", 'out of range: 3'],
  ["st_makepolygon(st_geomfromtext('LINESTRING(0 0,1 1)'))", 'not closed'],
  ['st_geometryn(st_point(1, 2), 2)', 'no geometry 2'],
  ["st_geomfromgeohash('a')", 'Invalid geohash: a'],
  ["st_distance(st_geogfromtext('POINT(1 2)'), st_geogfromtext('LINESTRING(1 2,3 4)'))", 'must be a POINT'],
  ['st_collect(st_point(1, 2), st_makepoint(1, 2, 3))', 'different dimensions: XY and XYZ'],
  ['h3_fromlonglat(0, 0, 16)', 'must be between 0 and 15: 16'],
  ['h3_toparent(577129255373111295, 1)', 'must be between 0 and 0: 1'],
  ["h3_center('x')", 'Invalid H3 index: x'],
])('%s is refused: %s', async (expression, message) => {
  await expect(redshift.rows(`select ${expression}`)).rejects.toMatchObject({
    code: '22023',
    message: expect.stringContaining(message) as string,
  })
})
