import { describe, expect, test } from 'vitest'
import * as v from 'valibot'
import { secretsOf } from '../src/configuration/parsing/secrets-of.js'
import { closedObject, optionsSchema } from '../src/plugin.js'

const secret = v.pipe(v.string(), v.metadata({ writeOnly: true }))

describe('the secrets among options stand where their schema says so', () => {
  const schema = optionsSchema(
    v.object({
      url: v.optional(v.union([secret, closedObject({ host: v.string(), password: secret })])),
      tokens: v.optional(v.array(secret)),
      headers: v.optional(v.record(v.string(), secret)),
      keys: v.optional(v.pipe(v.object({ a: v.string(), b: v.number() }), v.metadata({ writeOnly: true }))),
      open: v.optional(v.string()),
    }),
  )

  test.each([
    [{ url: 'a', open: 'b' }, ['a']],
    [{ tokens: ['a', 'b'] }, ['a', 'b']],
    [{ headers: { x: 'a', y: 'b' } }, ['a', 'b']],
    [{ keys: { a: 'a', b: 5 } }, ['a']],
    [{ open: 'b', constructor: 'c' }, []],
    ['no options', []],
    [undefined, []],
  ])('%j: %j', (value, secrets) => {
    expect(secretsOf(schema, value)).toEqual(secrets)
  })

  test('in one of several forms too', () => {
    expect(secretsOf(schema, { url: { host: 'h', password: 'p' } })).toEqual(['p'])
  })

  test('also in a schema that names a part of itself', () => {
    const input = () => ({
      $ref: '#/$defs/node',
      $defs: {
        node: { properties: { token: { writeOnly: true }, next: { $ref: '#/$defs/node' } } },
      },
    })
    const recursive = { '~standard': { ...schema['~standard'], jsonSchema: { input, output: input } } }
    expect(secretsOf(recursive, { token: 'a', next: { token: 'b', next: { open: 'c' } } })).toEqual([
      'a',
      'b',
    ])
  })
})
