import { gzipSync } from 'node:zlib'
import { field, jsonObject, orderedFields, property } from '@arbalest/core'
import type { Schema } from 'avsc'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { avroFile } from '../avro-file.js'
import { copySource } from '../load-source.js'
import { startWarehouse, type Warehouse } from '../warehouse.js'

let warehouse: Warehouse

beforeAll(async () => {
  warehouse = await startWarehouse()
})

afterAll(() => warehouse[Symbol.asyncDispose]())

const EVENTS = jsonObject(
  'events',
  property('Id', 'bigint'),
  property('user', property('name', 'varchar(4)')),
)

const user: Schema = { type: 'record', name: 'user', fields: [{ name: 'name', type: 'string' }] }
const fileOf = (...names: readonly string[]) =>
  avroFile(
    { Id: 'long', user },
    names.map((name, index) => ({ Id: index, user: { name } })),
  )

test('Avro is loaded by the names of its fields, within records too, compressed as its name says', async () => {
  await using fixture = await warehouse.fixture({ copy: { format: 'avro' } })
  await fixture.source.put('a.avro', await fileOf('x'))
  await fixture.source.put('b.avro.gz', gzipSync(await fileOf('y', 'z')))
  expect(await copySource(fixture, EVENTS)).toEqual({ rows: 3, rejected: 0 })
  expect(await warehouse.query('select id, user_name from events order by id, user_name')).toEqual([
    { id: '0', user_name: 'x' },
    { id: '0', user_name: 'y' },
    { id: '1', user_name: 'z' },
  ])
})

test('a record that does not fit is named, and an object that is no Avro file', async () => {
  await using fixture = await warehouse.fixture({ copy: { format: 'avro' } })
  await fixture.source.put('a.avro', await fileOf('x', 'too long'))
  await expect(copySource(fixture, EVENTS)).rejects.toMatchObject({
    code: 'LOAD_REJECTED',
    rejections: [expect.objectContaining({ line: 2, column: 'user_name' })],
  })
  await fixture.source.put('a.avro', '{"Id":1}')
  await expect(copySource(fixture, EVENTS)).rejects.toThrow('Cannot init avro reader from s3 file')
})

test('ORC is given to COPY, and the sandbox refuses it by its name', async () => {
  await using fixture = await warehouse.fixture({ copy: { format: 'orc' } })
  await fixture.source.put('a.orc', 'ORC')
  await expect(copySource(fixture, orderedFields('events', field('id', 'bigint')))).rejects.toThrow(
    'FORMAT ORC is not supported',
  )
})
