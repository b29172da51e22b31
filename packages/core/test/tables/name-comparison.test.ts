import { describe, expect, test } from 'vitest'
import { field, jsonObject, orderedFields, property, type Target } from '../../src/index.js'
import type { DocumentNames, NameCount, NameCounts, ObjectNames } from '../../src/plugin.js'
import { NameComparison } from '../../src/tables/names/name-comparison.js'

/** The names in documents, each a value of JavaScript. */
function namesIn(documents: readonly object[], whole = true): DocumentNames {
  return { kind: 'documents', documents: documents.length, whole, names: countsIn(documents) }
}

function countsIn(values: readonly unknown[]): NameCounts {
  const objects = values.filter((value) => typeof value === 'object' && value !== null) as object[]
  const names = new Set(objects.flatMap((object) => Object.keys(object)))
  return new Map(
    [...names].map((name): [string, NameCount] => {
      const inner = objects
        .filter((object) => Object.hasOwn(object, name))
        .map((object) => Reflect.get(object, name))
      return [
        name,
        {
          documents: inner.length,
          within: countsIn(inner.filter((each) => !Array.isArray(each))),
          elements: elementsIn(inner),
        },
      ]
    }),
  )
}

function elementsIn(values: readonly unknown[]): ReadonlyMap<number, NameCounts> {
  const arrays = values.filter((value): value is unknown[] => Array.isArray(value))
  const longest = Math.max(0, ...arrays.map(({ length }) => length))
  return new Map(
    Array.from({ length: longest }, (_, index) => [index, countsIn(arrays.map((each) => each[index]))]),
  )
}

function compare(target: Target, ...objects: readonly ObjectNames[]): NameComparison {
  const comparison = new NameComparison(target)
  for (const [index, names] of objects.entries()) comparison.add(`s3://b/${index}`, names)
  return comparison
}

const USERS = jsonObject(
  'users',
  property('userid', 'bigint'),
  property('email', 'varchar(20)'),
  property('plam', 'varchar(9)'),
  property('address', property('city', 'varchar(20)')),
)

describe('documents', () => {
  test('with names in another case, misspelt or elsewhere have nothing for any column', () => {
    const documents = [
      { userId: 1, Email: 'a', plan: 'pro', address: { City: 'Oslo' } },
      { userId: 2, Email: 'b', city: 'Rome' },
    ]
    const { drift, barren } = compare(USERS, namesIn(documents))
    expect(drift).toEqual({
      objects: 1,
      documents: 2,
      missing: [
        { name: 'userid', meant: 'userId' },
        { name: 'email', meant: 'Email' },
        { name: 'plam', meant: 'plan' },
        { name: 'address.city', meant: 'address.City' },
      ],
      unknown: [
        { name: 'userId', count: 2, object: 's3://b/0', meant: 'userid' },
        { name: 'Email', count: 2, object: 's3://b/0', meant: 'email' },
        { name: 'plan', count: 1, object: 's3://b/0', meant: 'plam' },
        { name: 'address.City', count: 1, object: 's3://b/0', meant: 'address.city' },
        { name: 'city', count: 1, object: 's3://b/0', meant: 'address.city' },
      ],
    })
    expect(barren).toEqual(['s3://b/0'])
  })

  test('may be sparse and mixed: one that has a name is enough, and null is a value', () => {
    const { drift, barren } = compare(
      USERS,
      namesIn([{ userid: 1 }, { email: null }]),
      namesIn([{ plam: 'x' }, { address: { city: 'Oslo' } }]),
    )
    expect(drift).toBeUndefined()
    expect(barren).toEqual([])
  })

  test('of which only some are read are never said to have nothing', () => {
    expect(compare(USERS, namesIn([{ a: 1 }], false)).barren).toEqual([])
    expect(compare(USERS, namesIn([])).drift).toBeUndefined()
  })

  test('hold whatever they like in what a column takes as a whole, or by its elements', () => {
    const target = jsonObject(
      'places',
      property('tags', 'super'),
      property('geometry', property('coordinates[0]', 'real')),
      property('user', 'super'),
      property('user', property('id', 'bigint', 'user_key')),
    )
    const documents = [{ tags: { a: { b: 1 } }, geometry: { coordinates: [1] }, user: { id: 1, name: 'x' } }]
    expect(compare(target, namesIn(documents)).drift).toBeUndefined()
  })

  test('have names in the elements of arrays, too, in another case or misspelt', () => {
    const target = jsonObject(
      'orders',
      property('id', 'bigint'),
      property('items[0]', property('sku', 'varchar(9)'), property('price', 'real')),
      property('items[20]', property('sku', 'varchar(9)', 'twentieth')),
    )
    const other = namesIn([{ id: 1, items: [{ SKU: 'a', prcie: 1 }, { sku: 'b' }] }])
    expect(compare(target, other).drift).toEqual({
      objects: 1,
      documents: 1,
      missing: [
        { name: 'items[0].sku', meant: 'items[0].SKU' },
        { name: 'items[0].price', meant: 'items[0].prcie' },
      ],
      unknown: [
        { name: 'items[0].SKU', count: 1, object: 's3://b/0', meant: 'items[0].sku' },
        { name: 'items[0].prcie', count: 1, object: 's3://b/0', meant: 'items[0].price' },
      ],
    })
    const good = namesIn([{ id: 1, items: [{ sku: 'a' }] }, { items: [] }, { items: [{ price: 1 }] }])
    expect(compare(target, good)).toMatchObject({ drift: undefined, barren: [] })
    const few = jsonObject('orders', property('items[0]', property('sku', 'varchar(9)')))
    expect(compare(few, other).barren).toEqual(['s3://b/0'])
    // Nobody says what stands in the elements.
    const unsaid = new Map([['items', { documents: 1, within: new Map() }]])
    expect(compare(few, { kind: 'documents', documents: 1, whole: true, names: unsaid })).toMatchObject({
      drift: undefined,
      barren: [],
    })
  })

  test('are reported only of the first hundred names that are not known', () => {
    const document = Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => [`name ${index}`, 1]))
    const { drift } = compare(jsonObject('t', property('id', 'bigint')), namesIn([{ id: 1, ...document }]))
    expect(drift?.unknown).toHaveLength(100)
  })

  test('that are arrays have no names to compare with fields', () => {
    const { drift, barren } = compare(orderedFields('t', field('id', 'bigint')), namesIn([[], { id: 1 }]))
    expect([drift, barren]).toEqual([undefined, []])
  })
})

describe('records', () => {
  const orders = orderedFields('orders', field('id', 'bigint'), field('order_date', 'date'))
  const fields = (...names: readonly string[]): ObjectNames => ({ kind: 'fields', fields: names })

  test('name a column by its letters and digits, whatever the case', () => {
    expect(compare(orders, fields('Order Date', 'ID'), fields('id', 'orderDate')).drift).toBeUndefined()
  })

  test('may end in a delimiter, behind which nothing is called anything', () => {
    expect(compare(orders, fields('id', 'order_date', '')).drift).toBeUndefined()
    expect(compare(orders, fields('id', '')).drift).toMatchObject({ unknown: [{ name: '' }] })
  })

  test('lack a column, and have one more', () => {
    expect(compare(orders, fields('id', 'order_dat'), fields('id', 'other')).drift).toEqual({
      objects: 2,
      documents: 0,
      missing: [{ name: 'order_date', meant: 'order_dat' }],
      unknown: [
        { name: 'order_dat', count: 1, object: 's3://b/0', meant: 'order_date' },
        { name: 'other', count: 1, object: 's3://b/1' },
      ],
    })
  })

  test('of an object without any, or that cannot be read, say nothing', () => {
    expect(compare(orders, fields(), { kind: 'unread', reason: 'is cut' }).drift).toBeUndefined()
  })

  test('begin with a header that nobody said there is', () => {
    const record = (...names: readonly string[]): ObjectNames => ({ kind: 'record', fields: names })
    expect(compare(orders, record('1', '2026-01-02'), record('id', 'Order Date')).header).toBe('s3://b/1')
    for (const names of [['id', '2026-01-02'], ['id', 'ID'], []])
      expect(compare(orders, record(...names))).toMatchObject({
        header: undefined,
        drift: undefined,
        barren: [],
      })
  })

  test('mean no column where two would do', () => {
    const target = orderedFields('t', field('a_b', 'bigint'), field('ab', 'bigint'))
    expect(compare(target, fields('A B', 'ab')).drift).toMatchObject({
      missing: [{ name: 'a_b', meant: 'A B' }],
      unknown: [{ name: 'A B' }],
    })
  })
})
