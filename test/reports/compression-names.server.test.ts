import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startLake, type Lake } from './lake.js'

let lake: Lake

beforeAll(async () => {
  lake = await startLake()
})

afterAll(() => lake[Symbol.asyncDispose]())

const GZIP = gzipSync('{"id":1}\n')

const REFUSED: Readonly<
  Record<string, readonly [file: string, content: string | Uint8Array, words: RegExp]>
> = {
  noext: ['part-1', GZIP, /looks like gzip, and is read as plain; set compression: gzip/],
  tgz: ['a.tgz', GZIP, /looks like gzip, and is read as plain/],
  zip: ['a.zip', Buffer.from('PK\x03\x04 and so on', 'latin1'), /looks like zip, which COPY does not read/],
  plain: ['a.json.gz', '{"id":1}\n', /is read as gzip, and is plain text/],
  twice: ['a.json.gz', gzipSync(GZIP), /is compressed twice, the second time by gzip/],
  snappy: [
    'a.json.snappy',
    Buffer.from('\x0a$'.concat('{"id":1}\n'), 'latin1'),
    /It does not begin as JSON does; .*Of compressions, COPY reads gzip, zstd, bzip2 and lzop alone/,
  ],
  mark: [
    'a.json',
    '\ufeff{"id":1}\n',
    /It begins with a byte order mark, which COPY takes for a part of its first document/,
  ],
  array: ['a.json', '[{"id":1},{"id":2}]', /is an array of documents, of which COPY makes one row/],
}

const step = (name: string) => ({ target: { table: name, properties: { id: 'bigint' } } })

describe('content that its name belies', () => {
  test('is called what it is, by validate and by run', async () => {
    for (const [name, [file, content]] of Object.entries(REFUSED)) await lake.put(`${name}/${file}`, content)
    const pipelines = Object.fromEntries(Object.keys(REFUSED).map((name) => [name, step(name)]))
    const validated = await lake.run(pipelines, 'validate')
    expect(validated.exitCode).toBe(1)
    for (const [name, [, , words]] of Object.entries(REFUSED)) {
      expect(validated.stderr).toMatch(words)
      const { exitCode, stderr } = await lake.run({ [name]: step(name) }, 'run')
      expect(exitCode).toBe(1)
      expect(stderr).toMatch(words)
    }
  })

  test('is called what it is by schema infer', async () => {
    const { exitCode, stderr } = await lake.run({}, 'schema', 'infer', 's3://lake/noext/', '--table', 't')
    expect(exitCode).toBe(1)
    expect(stderr).toMatch(
      /no document to infer a table from: s3:\/\/lake\/noext\/part-1, line 1, looks like gzip/,
    )
  })
})

test('what is compressed as its name says is loaded, side by side with what is plain, and with what is empty', async () => {
  await lake.put('mixed/a.json.gz', GZIP)
  await lake.put('mixed/b.json', '{"id":2}\n')
  await lake.put('mixed/c.json.GZ', Buffer.concat([gzipSync('{"id":3}\n'), gzipSync('{"id":4}\n')]))
  await lake.put('mixed/d.json.gz', '')
  const { exitCode, stdout } = await lake.run({ mixed: step('mixed') }, 'run')
  expect(stdout).toContain('4 objects')
  expect(exitCode).toBe(0)
  expect(await lake.query('select id::int from mixed order by id')).toEqual(
    [1, 2, 3, 4].map((id) => ({ id })),
  )
})

test('what is no Parquet file is called what it is', async () => {
  await lake.put('empty/a.parquet', '')
  await lake.put('text/a.parquet', '{"id":1,"note":"some text"}\n')
  const parquet = (name: string) => ({
    copy: { format: 'parquet' },
    target: { table: name, fields: { id: 'bigint' } },
  })
  const empty = await lake.run({ empty: parquet('empty') }, 'run')
  expect(empty.stderr).toContain('s3://lake/empty/a.parquet: It has no bytes, so it cannot be Parquet.')
  const text = await lake.run({ text: parquet('text') }, 'run')
  expect(text.stderr).toContain('s3://lake/text/a.parquet: It is not in Parquet format, but looks like text.')
})
