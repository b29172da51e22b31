import type { Client } from 'pg'
import { beforeAll, describe, expect, test } from 'vitest'
import { sharedSandbox } from '../shared-sandbox.js'

const shared = sharedSandbox('unloads')
let client: Client
beforeAll(async () => {
  client = await shared.connect()
  await client.query(`
    create table venue (id smallint, name varchar(20), seats numeric(10,2), opened boolean, since timestamp, more super);
    insert into venue values
      (1, 'Toyota "Park"', 0.5, true, '2009-02-13 23:31:30.123', json_parse('{"a":[1]}')),
      (2, 'Columbus|Crew', 10, false, null, null),
      (3, null, null, null, '2008-01-01', null)`)
})

/** The objects under `prefix`: their keys behind it, and what they hold. */
async function objects(prefix: string): Promise<Record<string, string>> {
  const found = Object.entries(await shared.objects(prefix))
  return Object.fromEntries(found.map(([key, content]) => [key, content.toString()]))
}

const unload = (query: string, prefix: string, options = '') =>
  client.query(
    `unload ('${query.replaceAll("'", "''")}') to 's3://unloads/${prefix}' iam_role default ${options}`,
  )

describe('UNLOAD', () => {
  test('writes pipe-delimited text, a file a slice, and says how many rows', async () => {
    const notices: string[] = []
    client.on('notice', ({ message }) => notices.push(String(message)))
    const result = await unload('select id, name from venue order by id', 'plain/')
    expect(result.command).toBe('UNLOAD')
    expect(await objects('plain/')).toEqual({
      '0000_part_00': '1|Toyota "Park"\n3|\n',
      '0001_part_00': '2|Columbus|Crew\n',
    })
    expect(notices).toEqual(['UNLOAD completed, 3 record(s) unloaded successfully.'])
  })

  test.each([
    ['csv header', 'id,name\n1,"Toyota ""Park"""\n2,Columbus|Crew\n3,\n'],
    ["delimiter as ',' addquotes null as '-'", '"1","Toyota "Park""\n"2","Columbus|Crew"\n"3",-\n'],
    ['escape', '1|Toyota "Park"\n2|Columbus\\|Crew\n3|\n'],
    [String.raw`format as csv delimiter '\t'`, '1\t"Toyota ""Park"""\n2\tColumbus|Crew\n3\t\n'],
    ["fixedwidth 'id:3,name:6'", '1  Toyota\n2  Columb\n3        \n'],
    ['json', '{"id":1,"name":"Toyota \\"Park\\""}\n{"id":2,"name":"Columbus|Crew"}\n{"id":3,"name":null}\n'],
  ])('writes as its options say: %s', async (options, content) => {
    await unload('select id, name from venue order by id', 'told/', `${options} parallel off allowoverwrite`)
    expect(await objects('told/')).toEqual({ '000': content })
  })

  test('writes JSON with values of every kind', async () => {
    await unload('select * from venue where id = 1', 'json/', 'format json parallel off')
    expect(await objects('json/')).toEqual({
      '000':
        '{"id":1,"name":"Toyota \\"Park\\"","seats":0.50,"opened":"t","since":"2009-02-13 23:31:30.123","more":{"a":[1]}}\n',
    })
  })

  test('what it writes, COPY reads: by a manifest, compressed, in partitions', async () => {
    await unload(
      'select * from venue',
      'round/trip_',
      "manifest gzip csv null as 'none' partition by (id) include",
    )
    expect(Object.keys(await objects('round/trip_'))).toEqual([
      '/id=1/0000_part_00.gz',
      '/id=2/0001_part_00.gz',
      '/id=3/0000_part_00.gz',
      'manifest',
    ])
    await client.query('create table venue_csv (like venue)')
    await client.query(
      "copy venue_csv from 's3://unloads/round/trip_manifest' iam_role default manifest gzip csv null as 'none'",
    )
    expect((await client.query('select * from venue_csv order by id')).rows).toEqual(
      (await client.query('select * from venue order by id')).rows,
    )
  })

  test('writes Parquet', async () => {
    const columns =
      'id, id::bigint as big, name, seats, opened, since, since::date as day, seats::float8 as approximate'
    await unload(`select ${columns} from venue`, 'parquet/v_', 'parquet manifest')
    await client.query(`create table venue_parquet as select ${columns} from venue where false`)
    await client.query(
      "copy venue_parquet from 's3://unloads/parquet/v_manifest' iam_role default parquet manifest",
    )
    expect((await client.query('select * from venue_parquet order by id')).rows).toEqual(
      (await client.query(`select ${columns} from venue order by id`)).rows,
    )
  })

  test('reports in a verbose manifest what the files hold', async () => {
    await unload('select id from venue', 'verbose/', 'manifest verbose parallel off')
    const { manifest = '' } = await objects('verbose/')
    expect(JSON.parse(manifest)).toEqual({
      entries: [{ url: 's3://unloads/verbose/000', meta: { content_length: 6, record_count: 3 } }],
      schema: { elements: [{ name: 'id', type: { base: 'int2' } }] },
      meta: { content_length: 6, record_count: 3 },
      author: { name: 'Amazon Redshift', version: '1.0.0' },
    })
  })

  test('leaves out what names the partitions, and names NULL', async () => {
    await unload('select id, opened from venue', 'parts', 'partition by (opened)')
    expect(await objects('parts/')).toEqual({
      'opened=__HIVE_DEFAULT_PARTITION__/0000_part_00': '3\n',
      'opened=f/0001_part_00': '2\n',
      'opened=t/0000_part_00': '1\n',
    })
  })

  test('refuses a destination that is not empty, unless its options allow it', async () => {
    await unload('select 1', 'full/')
    await expect(unload('select 2', 'full/')).rejects.toMatchObject({
      code: 'XX000',
      message: expect.stringMatching(/^Specified unload destination on S3 is not empty\./),
    })
    await unload('select 2', 'full/', 'cleanpath parallel off')
    expect(await objects('full/')).toEqual({ '000': '2\n' })
  })

  test('writes no file for no rows', async () => {
    await unload('select id from venue where false', 'none/', 'header')
    expect(await objects('none/')).toEqual({})
  })

  test('writes files larger than one part, and several where a size is given', async () => {
    await unload(
      "select repeat('x', 1000) from generate_series(1, 12000)",
      'large/',
      'parallel off maxfilesize 10 mb',
    )
    const sizes = Object.entries(await objects('large/')).map(([key, content]) => [key, content.length])
    expect(sizes).toEqual([
      ['000', expect.any(Number)],
      ['001', expect.any(Number)],
    ])
    expect(sizes.reduce((sum, [, size]) => sum + Number(size), 0)).toBe(12_000 * 1001)
  })

  test.each([
    ['select 1 limit 1', '', 'Limit clause is not supported'],
    ['select nothing', '', 'column "nothing" does not exist'],
    ['select 1/0', '', 'division by zero'],
    ['delete from venue', '', 'UNLOAD takes one SELECT statement'],
    ['select 1', 'csv escape', 'CSV is not supported with ESCAPE'],
    ['select 1', 'parquet gzip', 'PARQUET is not supported with GZIP'],
    ['select 1', 'maxfilesize 1 mb', 'MAXFILESIZE must be between 5 MB and 6.2 GB'],
    ['select 1', 'sideways', 'syntax error at or near "sideways"'],
    ['select 1', 'zstd', 'UNLOAD with ZSTD is not supported by the sandbox'],
  ])('refuses %s with %s', async (query, options, message) => {
    await expect(unload(query, 'refused/', options)).rejects.toMatchObject({ message })
    expect(await objects('refused/')).toEqual({})
    expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }])
  })

  test('fails where the bucket is missing, and goes on living', async () => {
    await expect(
      client.query("unload ('select 1') to 's3://nowhere/x' iam_role default allowoverwrite"),
    ).rejects.toMatchObject({ code: 'XX000' })
    expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }])
  })
})
