import { describe, expect, test } from 'vitest'
import { avroFile } from './avro-file.js'
import { load } from './load.js'

const record = (fields: Readonly<Record<string, unknown>>) => ({
  type: 'record' as const,
  name: 'event',
  fields: Object.entries(fields).map(([name, type]) => ({ name, type: type as 'int' })),
})

describe('AVRO', () => {
  test.each(['null', 'deflate', 'snappy'] as const)('is loaded by name, with the codec %s', async (codec) => {
    const schema = record({ name: 'string', more: 'boolean', id: 'long' })
    const records = Array.from({ length: 3 }, (_, id) => ({ name: `é\t${id}`, more: true, id }))
    const file = await avroFile(schema, records, codec)
    for (const chunk of [1, 10_000]) {
      const { rows, failure, load: run } = await load('id int8, name varchar(9)', file, "avro 'auto'", chunk)
      expect(failure).toBe(undefined)
      expect(rows).toEqual(['0\té\\t0', '1\té\\t1', '2\té\\t2'])
      expect(run.files).toEqual([{ url: 's3://b/d', size: file.length, rows: 3, rejected: 0, lines: 3 }])
    }
  })

  test.each([
    ['int8', 'long', [9007199254740993n, -1n], ['9007199254740993', '-1']],
    ['int4', 'int', [-5], ['-5']],
    ['float8', 'double', [1.5, -2e300], ['1.5', '-2e+300']],
    ['bool', 'boolean', [true, false], ['t', 'f']],
    ['varchar(9)', ['null', 'string'], [null, 'a'], ['\\N', 'a']],
    ['varchar(9)', ['string', 'int'], ['a', 7], ['a', '7']],
    ['varchar(9)', { type: 'enum', name: 'e', symbols: ['A', 'B'] }, ['B'], ['B']],
    ['varchar(9)', 'bytes', [Buffer.from('ab')], ['ab']],
    ['varchar(30)', { type: 'array', items: 'int' }, [[1, 2]], ['[1,2]']],
    ['varchar(30)', { type: 'map', values: ['null', 'string'] }, [{ a: 'x' }], ['{"a":"x"}']],
    ['super', { ...record({ a: 'int' }), name: 'inner' }, [{ a: 1 }], ['{"a":1}']],
    ['timestamp', { type: 'long', logicalType: 'timestamp-millis' }, [0n], ['1970-01-01 00:00:00']],
  ])('a %s takes %j', async (column, type, values, rows) => {
    const file = await avroFile(
      record({ c: type }),
      values.map((c) => ({ c })),
    )
    const parameters = column === 'timestamp' ? "avro timeformat 'epochmillisecs'" : 'format as avro'
    expect(await load(`c ${column}`, file, parameters)).toMatchObject({ failure: undefined, rows })
  })

  test('a JSONPaths file leads to what is within', async () => {
    const file = await avroFile(
      record({ Id: 'int', user: { ...record({ tags: { type: 'array', items: 'string' } }), name: 'user' } }),
      [{ Id: 1, user: { tags: ['a', 'b'] } }],
    )
    const objects = { d: file, 's3://c/p': '{"jsonpaths":["$.Id","$.user.tags[1]"]}' }
    expect(await load('id int4, tag varchar(9)', objects, "avro 's3://c/p'")).toMatchObject({
      rows: ['1\tb'],
    })
    expect(await load('id int4', file, "avro 'auto'")).toMatchObject({ rows: ['\\N'] })
    expect(await load('id int4', file, "avro 'auto ignorecase'")).toMatchObject({ rows: ['1'] })
  })

  test('a value that does not fit is told with its record', async () => {
    const file = await avroFile(record({ c: 'string' }), [{ c: '1' }, { c: 'x' }, { c: '3' }])
    const { rows, errors } = await load('c int4', file, "avro 'auto' maxerror 2")
    expect(rows).toEqual(['1', '3'])
    expect(errors).toEqual([expect.stringMatching(/^2:c: 1207 /)])
  })

  test.each([
    ['no Avro file', async () => Buffer.from('{"id":1}'), 'magic number'],
    ['cut', async () => (await avroFile(record({ c: 'int' }), [{ c: 1 }])).subarray(0, -9), 'EOF reached'],
    ['no record', () => avroFile('int', [1]), 'must be record'],
    ['too large a block', () => avroFile(record({ c: 'string' }), [{ c: 'x'.repeat(5 << 20) }]), '4 MB'],
  ])('what is %s ends the load', async (_, make, reason) => {
    const { failure, detail, rows } = await load('c int4', await make(), "avro 'auto' maxerror 5")
    expect(failure).toBe('Cannot init avro reader from s3 file')
    expect(detail).toContain(reason)
    expect(rows).toEqual([])
  })

  test('an object without bytes has no rows', async () => {
    expect(await load('c int4', '', 'avro')).toMatchObject({ failure: undefined, rows: [] })
  })

  test.each(['delimiter', 'escape', 'fillrecord', 'ignoreheader', 'null', 'encoding', 'csv'])(
    'does not go with %s',
    async (name) => {
      const argument = { delimiter: " ','", ignoreheader: ' 1', null: " 'x'", encoding: ' utf16' }[name] ?? ''
      await expect(load('c int4', '', `avro 'auto' ${name}${argument}`)).rejects.toThrow(
        `AVRO is not compatible with ${name.toUpperCase()}`,
      )
    },
  )
})
