import {
  ConfigError,
  field,
  jsonObject,
  property,
  orderedFields,
  type TargetConfiguration,
} from '../../src/index.js'
import { expect, test } from 'vitest'

// `npm run types` fails if a line below a directive has become right.

test('what is wrong with a target in code is refused by the compiler, and by the call', () => {
  const wrong = [
    // @ts-expect-error -- PostgreSQL has such a type, and no target
    () => jsonObject('t', property('id', 'uuid')),
    // @ts-expect-error -- a length is a number
    () => jsonObject('t', property('id', 'varchar(long)')),
    // @ts-expect-error -- likewise of fields
    () => orderedFields('t', field('id', 'serial')),
  ]
  for (const call of wrong) expect(call).toThrow(ConfigError)
})

test('attributes and configurations complete in an editor, and refuse what there is not', () => {
  // @ts-expect-error -- a column must have a value, or need not
  const encoded = property('id', 'bigint', { notNull: 'always' })
  const evolving: TargetConfiguration = {
    table: 't',
    // @ts-expect-error -- columns are added, and never dropped
    evolve: 'drop',
    properties: { id: 'bigint' },
  }
  expect([encoded.name, evolving.table]).toEqual(['id', 't'])
})
