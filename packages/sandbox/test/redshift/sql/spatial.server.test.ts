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
  ['h3_fromlonglat(0, 0, 16)', 'must be between 0 and 15: 16'],
  ['h3_toparent(577129255373111295, 1)', 'must be between 0 and 0: 1'],
  ["h3_center('x')", 'Invalid H3 index: x'],
])('%s is refused: %s', async (expression, message) => {
  await expect(redshift.rows(`select ${expression}`)).rejects.toMatchObject({
    code: '22023',
    message: expect.stringContaining(message) as string,
  })
})
