import { DuckDBInstance } from '@duckdb/node-api'
import { join } from 'node:path'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { expect, test } from 'vitest'
import { makeWorkspace } from '../workspace.js'

const PLUGINS = ['@arbalest/sink-duckdb', '@arbalest/source-files', '@arbalest/schema']

/** Infers a table of a folder `in-box` of files, and loads them; returns what was printed, and the rows. */
async function inferAndLoad(files: Readonly<Record<string, string | Uint8Array>>, ...words: string[]) {
  const { run, write, read, folder } = await makeWorkspace(...PLUGINS)
  for (const [name, content] of Object.entries(files)) await write(`in-box/${name}`, content)
  const inferred = await run([
    'schema',
    'infer',
    './in-box',
    '--sink',
    'duckdb',
    '--into',
    '.arbalestrc.yaml',
    ...words,
  ])
  if (inferred.exitCode !== 0) return { ...inferred, pipeline: '', rows: [] }
  const ended = await run(['run', '--quiet'])
  expect(ended).toMatchObject({ exitCode: 0, stderr: '' })
  const instance = await DuckDBInstance.create(join(folder, 'in_box.duckdb'))
  const connection = await instance.connect()
  const rows = (await connection.runAndReadAll('select * from in_box order by all')).getRowObjectsJson()
  connection.closeSync()
  instance.closeSync()
  return { ...inferred, pipeline: await read('.arbalestrc.yaml'), rows }
}

test('of a folder of JSON, a pipeline is written that loads it into DuckDB as it is', async () => {
  const { stderr, pipeline, rows } = await inferAndLoad({
    '2026-01-05.ndjson':
      '{"id":1,"at":"2026-01-05T08:12:30Z","Due":"2026-01-07","price":120.5,"user":{"name":"Ada","Tags":["a"]}}\n',
    '2026-01-06.ndjson':
      '{"id":2,"at":"","Due":"","price":14,"user":{"name":"Grace"},"any":"x"}\n{"id":3,"any":{"b":1,"a":2}}\n',
  })
  expect(stderr).toBe(
    'arbalest: listing ./in-box\narbalest: reading 2 objects\narbalest: added the pipeline "in_box" to .arbalestrc.yaml\n',
  )
  expect(pipeline).toContain('# Inferred from 3 documents in 2 objects under ./in-box.\n')
  expect(pipeline).toContain(`
  in_box:
    - load: in_box
      source: { use: files, with: { folder: ./in-box } }
      strategy: { use: manifest }
      target:
        table: in_box
        properties:
          id: smallint
`)
  expect(pipeline).toContain('\n      sink: { use: duckdb, with: { file: in_box.duckdb } }\n')
  const none = { at: null, due: null, price: null, user_name: null, user_tags: null }
  expect(rows).toMatchObject([
    {
      id: 1,
      at: '2026-01-05 08:12:30+00',
      due: '2026-01-07',
      price: '120.50',
      user_name: 'Ada',
      user_tags: '["a"]',
      any: null,
    },
    { ...none, id: 2, price: '14.00', user_name: 'Grace', any: '"x"' },
    { ...none, id: 3, any: '{"b":1,"a":2}' },
  ])
})

test.each([
  [
    'a header, in another order in each file',
    { 'a.csv': 'id;US Gross;title\n1;2.5;"a;b"\n2;;c\n\n', 'b.csv': 'title;id\n"d\nd";70000\n' },
    'copy: { format: csv, delimiter: ";", header: true }',
  ],
  [
    'tabs',
    {
      'a.csv': 'id\tUS Gross\ttitle\n1\t2.5\ta;b\n2\t\tc\n',
      'b.csv': 'id\tUS Gross\ttitle\n70000\t\t"d\nd"\n',
    },
    String.raw`copy: { format: csv, delimiter: "\t", header: true }`,
  ],
])('of a folder of CSV with %s', async (_, files, copy) => {
  const { pipeline, rows } = await inferAndLoad(files)
  expect(pipeline).toContain(copy)
  expect(rows).toEqual([
    { id: 1, us_gross: '2.50', title: 'a;b' },
    { id: 2, us_gross: null, title: 'c' },
    { id: 70000, us_gross: null, title: 'd\nd' },
  ])
})

test('of a folder of Parquet, lists and all', async () => {
  const content = new Uint8Array(
    parquetWriteBuffer({
      columnData: [
        { name: 'ID', data: [1, 2], type: 'INT32' },
        { name: 'US Gross', data: [1.5, null], type: 'DOUBLE' },
        { name: 'any', data: [{ a: [1] }, null], type: 'JSON' },
      ],
    }),
  )
  const { pipeline, rows } = await inferAndLoad({ 'dt=2026-01-05/part-0.parquet': content })
  expect(pipeline).toContain('copy: { format: parquet }')
  expect(rows).toMatchObject([
    { id: 1, us_gross: 1.5 },
    { id: 2, us_gross: null },
  ])
})

test.each([
  [{ 'a.csv': `id,name\n1,'a,b'\n2,'c,d'\n` }, "fields within ', which the sink duckdb does not read"],
  [{ 'a.csv': Buffer.from('\uFEFFid,name\n1,a\n', 'utf16le') }, 'text in utf16'],
  [{ 'a.json': '[1]' }, 'is an array'],
])('what DuckDB does not load is said, and nothing is written: %#', async (files, message) => {
  const { exitCode, stderr } = await inferAndLoad(files)
  expect(exitCode).toBe(1)
  expect(stderr).toContain(message)
})

test('a configuration that has DuckDB for all its pipelines gets no second sink, and a folder that is not there is named', async () => {
  const { run, write, read } = await makeWorkspace(...PLUGINS)
  await write('in/a.json', '{"id":1}\n')
  await write('arbalest.yaml', 'sink: { use: duckdb, with: { file: all.duckdb } }\n')
  const infer = (folder: string) =>
    run(['schema', 'infer', folder, '--sink', 'duckdb', '--into', 'arbalest.yaml'])
  expect((await infer('in')).exitCode).toBe(0)
  expect((await read('arbalest.yaml')).match(/duckdb/g)).toHaveLength(2)
  const missing = await infer('./nowhere')
  expect(missing.exitCode).toBe(1)
  expect(missing.stderr).toContain('nowhere')
  expect((await infer('gs://acme/x')).stderr).toContain('Write s3://bucket/prefix, or the path of a folder.')
})
