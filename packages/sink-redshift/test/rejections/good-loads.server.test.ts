import { gzipSync } from 'node:zlib'
import { field, jsonObject, orderedFields, property, run, validate, type Target } from '@arbalest/core'
import { collect, ManifestStrategy, SinkJournal, SourceError, type Source } from '@arbalest/core/plugin'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CopyOptions } from '../../src/index.js'
import { startWarehouse, type RedshiftFixture, type Warehouse } from '../warehouse.js'

let warehouse: Warehouse

beforeAll(async () => {
  warehouse = await startWarehouse()
})

afterAll(() => warehouse[Symbol.asyncDispose]())

const EVENTS = jsonObject(
  'events',
  property('id', 'bigint'),
  property('user', property('name', 'varchar(20)')),
  property('tags', 'super'),
)
const PEOPLE = orderedFields('people', field('id', 'bigint'), field('note', 'varchar(40)'))
const DOCUMENT = { id: 1, user: { name: 'é😀' }, tags: { a: { b: [{ c: 1 }] } } }
const LINE = `${JSON.stringify(DOCUMENT)}\n`

// As the tools bzip2 and zstd compress {"id":1,"user":{"name":"a"},"tags":[]} and a newline.
const BZ2 = Buffer.from(
  'QlpoOTFBWSZTWRIiDxsAABHbgAAQEAQgEAAKJqMeCiAAIamgDRoPSFMJpoDTEdV73DjAa+aZATUSfFlqicLyB08vi7kinChICREHjYA=',
  'base64',
)
const ZST = Buffer.from('KLUv/QRYOQEAeyJpZCI6MSwidXNlciI6eyJuYW1lIjoiYSJ9LCJ0YWdzIjpbXX0KfBCtCQ==', 'base64')

/** Data that is odd, and as it may be: what it is, its objects, how it is loaded, and how many rows it is. */
interface Good {
  readonly objects: Readonly<Record<string, string | Buffer>>
  readonly rows: number
  readonly copy?: CopyOptions
  readonly target?: Target
}

const csv: CopyOptions = { format: 'csv', ignoreHeader: 1 }

const GOOD: Readonly<Record<string, Good>> = {
  'mixed events, of which each has some properties': {
    objects: { 'a.json': '{"id":1}\n{"user":{"name":"x"}}\n{"tags":[1]}\n{"user":{}}\n{"id":null}\n' },
    rows: 5,
  },
  'sparse documents, of which most are empty': {
    objects: { 'a.json': `${'{}\n'.repeat(500)}${LINE}`, 'b.json': `${LINE}{}\n` },
    rows: 503,
  },
  'pretty JSON, and documents with nothing between them': {
    objects: { 'a.json': JSON.stringify(DOCUMENT, undefined, 2).repeat(3) },
    rows: 3,
  },
  'objects larger than what is read of them': {
    objects: { 'a.json': `{"id":1}\n`.repeat(10_000) + LINE, 'b.json': LINE },
    rows: 10_002,
  },
  'a first document larger than what is read first': {
    objects: { 'a.json': `${JSON.stringify({ ...DOCUMENT, tags: Array(20_000).fill('0123456') })}\n${LINE}` },
    rows: 2,
  },
  'objects compressed in different ways': {
    objects: {
      'a.json.gz': gzipSync(LINE),
      'b.json': LINE,
      'c.GZ': gzipSync(LINE),
      'd.bz2': BZ2,
      'e.zst': ZST,
    },
    rows: 5,
  },
  'empty objects': { objects: { 'a.json': '', 'b.json': LINE, 'c.json': ' \n' }, rows: 1 },
  'CSV with quoted line breaks and a byte order mark': {
    objects: { 'a.csv': '\ufeff"id","note"\r\n1,"a\nb"\r\n2,"c,""d"""\r\n' },
    rows: 2,
    copy: csv,
    target: PEOPLE,
  },
  'CSV with a header in another spelling, and in another order': {
    objects: { 'a.csv': 'ID,Note\n1,x\n', 'b.csv': 'NOTE,id\nx,2\n' },
    rows: 2,
    copy: csv,
    target: PEOPLE,
  },
  'CSV with nothing but a header': { objects: { 'a.csv': 'id,note\n' }, rows: 0, copy: csv, target: PEOPLE },
  'documents in arrays, of which each has some properties': {
    objects: {
      'a.json': '{"id":1,"items":[{"sku":"a"},7]}\n{"id":2}\n{"items":[{"qty":1},{"x":1}]}\n',
    },
    rows: 3,
    target: jsonObject(
      'orders',
      property('id', 'bigint'),
      property('items[0]', property('sku', 'varchar(4)'), property('qty', 'bigint')),
    ),
  },
  'CSV without a header': {
    objects: { 'a.csv': '1,x\n' },
    rows: 1,
    copy: { format: 'csv' },
    target: PEOPLE,
  },
  'arrays, whose elements have no names': {
    objects: { 'a.json': '[1,"x"][2,"y"]' },
    rows: 2,
    target: PEOPLE,
  },
}

/** The pipelines that load a fixture's source, read through `source`. */
const pipelinesOf = ({ sink, source: own }: RedshiftFixture, target: Target, source: Source = own) => [
  {
    name: 'p',
    steps: [
      {
        kind: 'load' as const,
        name: 's',
        scope: 'p/s',
        source,
        strategy: new ManifestStrategy(),
        sink,
        journal: new SinkJournal(sink, 'p/s'),
        target,
      },
    ],
  },
]

describe('a load is stopped by nothing, and nothing is noticed, of', () => {
  test.each(Object.entries(GOOD))('%s', async (_, { objects, rows, copy = {}, target = EVENTS }) => {
    await using fixture = await warehouse.fixture({ copy })
    for (const [key, content] of Object.entries(objects)) await fixture.source.put(key, content)
    const pipelines = pipelinesOf(fixture, target)
    const [validated] = await collect(validate(pipelines))
    expect(validated).toMatchObject({ rejected: 0, notices: [] })
    expect(validated!.error).toBeUndefined()
    const events = await collect(run(pipelines, { retries: 0 }))
    expect(events.filter(({ type }) => type === 'noticed')).toEqual([])
    expect(events.flatMap((event) => (event.type === 'committed' ? [event.receipt] : []))).toMatchObject([
      { rows, rejected: 0 },
    ])
  })
})

test.each<[string, CopyOptions, Target, string]>([
  ['JSON', {}, EVENTS, LINE],
  ['CSV', csv, PEOPLE, 'id,note\n1,x\n'],
])(
  'who may not read %s loads it, and is told once that names are not compared',
  async (_, copy, target, text) => {
    await using fixture = await warehouse.fixture({ copy })
    for (const key of ['a', 'b', 'c']) await fixture.source.put(key, text)
    const denied: Source = {
      url: fixture.source.url,
      list: () => fixture.source.list(),
      open: () => {
        throw new SourceError('SOURCE_DENIED', 'S3 refused to read it (AccessDenied).')
      },
    }
    const events = await collect(run(pipelinesOf(fixture, target, denied), { retries: 0 }))
    expect(events.flatMap((event) => (event.type === 'noticed' ? [event.notice] : []))).toEqual([
      {
        kind: 'unread',
        look: false,
        object: `${fixture.source.url}a`,
        reason: 'S3 refused to read it (AccessDenied).',
      },
    ])
    expect(events.find(({ type }) => type === 'committed')).toMatchObject({ receipt: { rows: 3 } })
  },
)
