import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { formatPath } from '../../src/host.js'
import { closedObject, optionsSchema } from '../../src/plugin.js'
import { check } from '../../src/faults/check.js'
import { faultsOf, plugins } from '../memory-plugins.js'

/** `object` with one more property of its own, whatever that is called; as `JSON.parse` makes it. */
const withKey = (object: object, key: string): object =>
  Object.fromEntries([...Object.entries(object), [key, { x: 1 }]])

const { source, sink } = plugins()
const target = { table: 'events', properties: { id: 'integer' } }
const step = { load: 'l', source: { use: source }, strategy: { use: 'bulk' }, target }
const sql = { sql: 's', statements: ['select 1'] }
const pipelinesOf = (...steps: readonly object[]) => ({ sink: { use: sink }, pipelines: { p: steps } })

const PLACES: [place: string, configuration: (add: (object: object) => object) => object][] = [
  ['', (add) => add(pipelinesOf(step))],
  ['sink.', (add) => ({ ...pipelinesOf(step), sink: add({ use: sink }) })],
  ['sink.with.', (add) => ({ ...pipelinesOf(step), sink: { use: sink, with: add({}) } })],
  ['sink.with.copy.', (add) => ({ ...pipelinesOf(step), sink: { use: sink, with: { copy: add({}) } } })],
  ['pipelines.p[0].', (add) => pipelinesOf(add(step))],
  ['pipelines.p[0].', (add) => pipelinesOf(add(sql))],
  ['pipelines.p[0].copy.', (add) => pipelinesOf({ ...step, copy: add({}) })],
  [
    'pipelines.p[0].strategy.with.',
    (add) => pipelinesOf({ ...step, strategy: { use: 'bulk', with: add({}) } }),
  ],
  ['pipelines.p[0].target.', (add) => pipelinesOf({ ...step, target: add(target) })],
  [
    'pipelines.p[0].target.fields.id.',
    (add) => pipelinesOf({ ...step, target: { table: 'events', fields: { id: add({ type: 'integer' }) } } }),
  ],
]

// What every object inherits, or has by its class: valibot's own objects leave the first three out.
describe.each(['constructor', '__proto__', 'prototype', 'toString', 'hasOwnProperty'])('%s', (key) => {
  test.each(PLACES)('is reported as an unknown key at "%s" like any other', async (place, configuration) => {
    const faults = await faultsOf(configuration((object) => withKey(object, key)))
    expect(faults.map(({ path }) => formatPath(path))).toEqual([place + key])
    expect(faults[0]!.message).toContain('is not known here; the keys are ')
  })
})

test('each unknown key is reported once, in the order in which they stand', () => {
  const schema = optionsSchema(closedObject({ a: v.optional(v.string()) }))
  const value = JSON.parse('{"b":1,"__proto__":{"a":2},"a":"x","constructor":3}') as object
  expect(() => check(schema, value)).toThrow(
    'b: is not known here; the keys are a.\n__proto__: is not known here; the keys are a.\nconstructor: is not known here; the keys are a.',
  )
})

test('what an object inherits is no key of it', () => {
  const inherits = Object.create({ b: 1 }) as object
  expect(check(optionsSchema(closedObject({})), Object.assign(inherits, {}))).toEqual({})
})
