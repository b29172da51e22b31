import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { jsonObject, property } from '@arbalest/core'
import { collect, SourceError, type SourceObject } from '@arbalest/core/plugin'
import { MemorySource } from '@arbalest/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { scopedName } from '../src/statements/scoped-name.js'
import { startWarehouse, type RedshiftFixture, type Warehouse } from './warehouse.js'

const TARGET = jsonObject('events', property('id', 'integer'))
const SCOPE = 'p/staging'

let warehouse: Warehouse

beforeAll(async () => {
  warehouse = await startWarehouse()
})

afterAll(() => warehouse[Symbol.asyncDispose]())

/** A sink that stages objects below its metadata, and a source that is nowhere in S3. */
async function staging(fixture: RedshiftFixture, contents: Readonly<Record<string, string>>) {
  const { bucket, key } = fixture.metadataPlace
  const sink = fixture.sinkWith({ staging: `s3://${bucket}/${key}staged` })
  const source = new MemorySource()
  for (const [name, content] of Object.entries(contents)) await source.put(name, content)
  const objects = (await collect(source.list())).flat() as SourceObject[]
  const left = async () => (await fixture.metadata()).filter((name) => name.startsWith('staged/'))
  return { sink, source, objects, left }
}

test('objects that are not in S3 are there for as long as COPY reads them', async () => {
  await using fixture = await warehouse.fixture()
  const { sink, source, objects, left } = await staging(fixture, { a: '{"id":1}\n{"id":2}', b: '{"id":3}' })
  const copied = await sink.transaction({ scope: SCOPE, source }, (tx) => tx.copy(TARGET, objects))
  expect(copied).toMatchObject({ rows: 3, rejected: 0 })
  expect((await fixture.rows('events')).map(({ id }) => id)).toEqual(expect.arrayContaining([1, 2, 3]))
  expect(await left()).toEqual([])
})

test('rows that do not fit are told by the object that they are in, in a load and in a rehearsal', async () => {
  await using fixture = await warehouse.fixture()
  const { sink, source, objects, left } = await staging(fixture, { a: '{"id":1}', b: '{"id":2}\n{"id":"x"}' })
  const rejections = [{ object: objects[1]!.url, line: 2, column: 'id' }]
  const load = (most: number) =>
    sink.transaction({ scope: SCOPE, source, badRows: { most } }, (tx) => tx.copy(TARGET, objects))
  await expect(load(0)).rejects.toMatchObject({
    message: expect.stringContaining(objects[1]!.url),
    rejections,
  })
  const rehearsed = sink.powers.rehearse!({ scope: SCOPE, source }, (tx) => tx.copy(TARGET, objects))
  expect(await rehearsed).toMatchObject({ rejections })
  expect(await load(1)).toMatchObject({ rows: 2, rejected: 1, rejections })
  expect(await left()).toEqual([])
})

test('an object that changes while it is copied there ends the load with what its source says', async () => {
  await using fixture = await warehouse.fixture()
  const { sink, source, objects, left } = await staging(fixture, { a: '{"id":1}' })
  const changed = new SourceError('OBJECT_CHANGED', 'It was written to.', { retryable: true })
  const open = async function* (object: SourceObject): AsyncGenerator<Uint8Array> {
    yield* source.open(object)
    throw changed
  }
  await expect(
    sink.transaction({ scope: SCOPE, source: { url: source.url, open } }, (tx) => tx.copy(TARGET, objects)),
  ).rejects.toBe(changed)
  expect(await fixture.tables()).toEqual([])
  expect(await left()).toEqual([])
})

test('what a load that was killed has left there is removed by the next of its step, and no other', async () => {
  await using fixture = await warehouse.fixture()
  const { sink, source, objects, left } = await staging(fixture, { a: '{"id":1}' })
  const { bucket, key } = fixture.metadataPlace
  const client = new S3Client({ forcePathStyle: true })
  const [own, other] = [`${SCOPE} ${sink.url}`, `p/other ${sink.url}`].map(
    (name) => `staged/loads/${scopedName(name)}/left`,
  )
  for (const name of [own, other])
    await client.send(new PutObjectCommand({ Bucket: bucket, Key: `${key}${name}`, Body: 'x' }))
  client.destroy()
  await sink.transaction({ scope: SCOPE, source }, (tx) => tx.copy(TARGET, objects))
  expect(await left()).toEqual([other])
})
