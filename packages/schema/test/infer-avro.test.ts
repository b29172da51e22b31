import { expect, test } from 'vitest'
import { inferAvro } from '../src/infer-avro.js'
import { avroFile, everyField } from './avro-file.js'
import { inferAny } from './objects.js'

test('the properties are the fields of the schema, and the file is known by its content', async () => {
  const inferred = await inferAny({ 'part-0': await everyField })
  if ('fields' in inferred) throw new Error('It was taken for records.')
  expect(inferred).toMatchObject({ copy: { format: 'avro' }, from: 'the schema of 1 file', unreadable: [] })
  const typesOf = (properties: typeof inferred.properties): unknown =>
    Object.fromEntries(
      properties.map(({ name, type, properties: inner }) => [name, inner ? typesOf(inner) : type]),
    )
  expect(typesOf(inferred.properties)).toEqual({
    flag: 'boolean',
    id: 'integer',
    big: 'bigint',
    ratio: 'real',
    exact: 'double precision',
    at: 'bigint',
    kind: 'varchar(256)',
    user: { Name: 'varchar(65535)' },
    friend: { Name: 'varchar(65535)' },
    tags: 'super',
    labels: 'super',
    mixed: 'varchar(65535)',
    nothing: 'varchar(256)',
    raw: 'varchar(65535)',
  })
})

test('of a logical type it is told what COPY loads', async () => {
  async function* files() {
    const at = { type: 'long', logicalType: 'timestamp-millis' }
    yield { object: 'a', schema: { type: 'record', fields: [{ name: 'at', type: ['null', at] }] } }
  }
  const { properties } = await inferAvro(files())
  expect(properties).toEqual([{ name: 'at', type: 'bigint', share: 1, remarks: ['milliseconds since 1970'] }])
})

test('a schema that holds itself ends in SUPER', async () => {
  const node = {
    type: 'record',
    name: 'node',
    fields: [
      { name: 'next', type: ['null', 'node'] },
      { name: 'id', type: 'int' },
    ],
  }
  const inferred = await inferAny({ a: await avroFile({ head: node }, [{ head: { next: null, id: 1 } }]) })
  expect(JSON.stringify(inferred).match(/"type":"super"/g)).toHaveLength(1)
})

test('files with other schemas are named, and what is no file', async () => {
  const { unreadable } = await inferAny({
    a: await avroFile({ id: 'int' }, [{ id: 1 }]),
    b: await avroFile({ id: 'long' }, [{ id: 1 }]),
    c: 'Obj\x01',
  })
  expect(unreadable).toEqual([
    { object: 's3://test/b', fault: 'has another schema than s3://test/a' },
    { object: 's3://test/c', fault: 'is no Avro file' },
  ])
  await expect(inferAny({ c: 'Obj\x01' })).rejects.toThrow(
    'no file to infer a table from: s3://test/c, is no Avro',
  )
})
