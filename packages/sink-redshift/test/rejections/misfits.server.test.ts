import { jsonObject, property, type ColumnType } from '@arbalest/core'
import {
  BulkStrategy,
  collect,
  LoadError,
  ManifestStrategy,
  type Copied,
  type Rejected,
  type SinkError,
  type SourceObject,
  type Transaction,
} from '@arbalest/core/plugin'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { MISFITS, MISSING, WRONG_DOCUMENTS, type Json } from '../misfits.js'
import { startWarehouse, type RedshiftFixture, type Warehouse } from '../warehouse.js'

const TYPES = Object.keys(MISFITS)

const nameOf = (type: string) => type.replaceAll(/\W+/g, '_').replace(/_$/, '')

/** A table that has two columns of every type: one that must have a value, and one that an element of an array fills. */
const TARGET = jsonObject(
  'everything',
  ...TYPES.map((type) => property(nameOf(type), type as ColumnType, { notNull: true })),
  ...TYPES.map((type) => property(`all_${nameOf(type)}[1]`, type as ColumnType)),
  property('inner', property('id', 'integer')),
)

const GOOD: Readonly<Record<string, Json>> = Object.fromEntries(
  TYPES.map((type) => [nameOf(type), MISFITS[type]!.fits[0]!]),
)

/** A document that fits, but for some of its members. */
function documentWith(members: Readonly<Record<string, Json | undefined>> = {}): Buffer {
  const written = Object.entries({ ...GOOD, ...members }).flatMap(([name, json], index) =>
    json === undefined ? [] : [`${index > 0 ? ',' : ''}"${name}":`, json],
  )
  return Buffer.concat(['{', ...written, '}'].map((part) => Buffer.from(part)))
}

/** The objects, by key: one for each kind of misfit, between documents that fit, and one of values that fit. */
function* contents(): Generator<[key: string, content: Buffer]> {
  const lines = (...documents: readonly Buffer[]) =>
    Buffer.concat(documents.flatMap((document) => [document, Buffer.from('\n')]))
  const among = (bad: Buffer) => lines(documentWith(), bad, documentWith())
  for (const type of TYPES) {
    const name = nameOf(type)
    const { fits, misfits } = MISFITS[type]!
    yield [`${type} fits`, lines(...fits.map((json) => documentWith({ [name]: json })))]
    for (const [kind, json] of Object.entries(misfits)) {
      yield [`${type}: ${kind}`, among(documentWith({ [name]: json }))]
    }
    for (const [kind, membersFor] of Object.entries(MISSING)) {
      yield [`${type}: ${kind}`, among(documentWith(membersFor(name, fits[0]!)))]
    }
  }
  for (const [kind, spoil] of Object.entries(WRONG_DOCUMENTS)) {
    yield [`any: ${kind}`, among(Buffer.from(spoil(String(documentWith()))))]
  }
}

const TOLERANT = { scope: 'p/s', badRows: { most: 99_999 } }
const STRATEGIES = [new ManifestStrategy(), new BulkStrategy()]
const KINDS = [...contents()].map(([key]) => key).filter((key) => key.includes(': '))
const FITTING = TYPES.reduce((sum, type) => sum + MISFITS[type]!.fits.length, 2 * KINDS.length)

let warehouse: Warehouse
let fixture: RedshiftFixture
let objects: Map<string, SourceObject>
/** By strategy, what a rehearsal tells, and what a transaction does that may leave out rows. */
const outcomes = new Map<string, { readonly rehearsed: Rejected; readonly copied: Copied }>()

beforeAll(async () => {
  warehouse = await startWarehouse()
  fixture = await warehouse.fixture()
  for (const [key, content] of contents()) await fixture.source.put(key, content)
  const listed = await collect(fixture.source.list())
  objects = new Map(listed.map((object) => [object.key, object]))
  const units = [{ key: '*', version: '1', objects: listed }]
  for (const strategy of STRATEGIES) {
    outcomes.set(strategy.constructor.name, {
      rehearsed: await fixture.sink.powers.rehearse!({ scope: 'p/s' }, async (tx) => {
        await strategy.load(tx, TARGET, units)
      }),
      copied: await fixture.sink.transaction(TOLERANT, (tx) => strategy.load(tx, TARGET, units)),
    })
  }
})

afterAll(async () => {
  await fixture[Symbol.asyncDispose]()
  await warehouse[Symbol.asyncDispose]()
})

const at = ({ rejections = [] }: Rejected, { url }: SourceObject) =>
  rejections.filter(({ object }) => object === url)

describe('what a rehearsal reports is what a run meets', () => {
  test.each(['ManifestStrategy', 'BulkStrategy'])('by %s: all of it, and nothing else', (strategy) => {
    const { rehearsed, copied } = outcomes.get(strategy)!
    expect(rehearsed.rejected).toBe(KINDS.length)
    expect(rehearsed.rejections).toHaveLength(KINDS.length)
    // Redshift counts lines, and a broken document may stand on two.
    const { unaccounted, ...counted } = copied
    expect(counted).toEqual({ rows: FITTING, ...rehearsed })
    expect(unaccounted).toBe(1)
  })

  test.each(KINDS)('%s', async (key) => {
    const object = objects.get(key)!
    const told = at(outcomes.get('ManifestStrategy')!.rehearsed, object)
    expect(told).toEqual([
      expect.objectContaining({ line: expect.any(Number), reason: expect.stringMatching(/./) }),
    ])
    for (const { rehearsed, copied } of outcomes.values()) {
      expect([at(rehearsed, object), at(copied, object)]).toEqual([told, told])
    }
    const error: unknown = await fixture.sink
      .transaction({ scope: 'p/s' }, (tx) => tx.copy(TARGET, [object]))
      .catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(LoadError)
    expect((error as LoadError).rejections).toEqual(told)
  })

  test.each([
    ['an object that is not compressed as its name says', 'LOAD_REJECTED', TARGET, 'broken.gz'],
    ['an object that has been removed', 'SOURCE_NOT_FOUND', TARGET, 'gone'],
    [
      'a table of other columns',
      'TARGET_MISMATCH',
      jsonObject('everything', property('id', 'integer')),
      'fine',
    ],
    ['a table in no schema', 'SQL_FAILED', jsonObject('nowhere.events', property('id', 'integer')), 'fine'],
  ])('of a load that fails as a whole: %s', async (_, code, target, key) => {
    await fixture.source.put(key, '{"id":1}')
    const object = (await collect(fixture.source.list())).find((listed) => listed.key === key)!
    await fixture.source.remove(key)
    if (key !== 'gone') await fixture.source.put(key, '{"id":1}')
    for (const strategy of STRATEGIES) {
      const units = [{ key: '*', version: '1', objects: [object] }]
      const load = async (tx: Transaction) => void (await strategy.load(tx, target, units))
      const told = await outcomeOf(fixture.sink.powers.rehearse!({ scope: 'p/s' }, load))
      expect(told).toMatchObject({ code })
      for (const context of [{ scope: 'p/s' }, TOLERANT]) {
        expect(await outcomeOf(fixture.sink.transaction(context, load))).toEqual(told)
      }
    }
  })
})

/** What is told of work that fails. */
function outcomeOf(work: Promise<unknown>): Promise<unknown> {
  return work.catch((error: unknown) => {
    const { code, message, retryable } = error as SinkError
    // A rehearsal has a manifest of its own, and locks no table, as a run does before it makes any.
    const common = message
      .replace(/\/manifests\/\S+/, '')
      .replace(/could not (lock|make the table) "\S+":/, '')
    return { code, message: common, retryable }
  })
}
