import { ConfigError, field, jsonObject, property, record, type TargetConfiguration } from '@arbalest/core'
import { expect, test } from 'vitest'

// `npm run types` fails where a line below a directive has become right.

test('what is wrong with a target in code is refused by the compiler, and by the call', () => {
  const wrong = [
    // @ts-expect-error -- PostgreSQL has such a type, Redshift has not
    () => jsonObject('t', property('id', 'uuid')),
    // @ts-expect-error -- a length is a number
    () => jsonObject('t', property('id', 'varchar(long)')),
    // @ts-expect-error -- only rows distributed by key have one
    () => jsonObject({ table: 't', distStyle: 'even', distKey: 'id' }, property('id', 'bigint')),
    // @ts-expect-error -- nothing is sorted
    () => jsonObject({ table: 't', sortStyle: 'interleaved' }, property('id', 'bigint')),
    // @ts-expect-error -- likewise of fields
    () => record('t', field('id', 'serial')),
    // @ts-expect-error -- rows distributed by key need one
    () => record({ table: 't', distStyle: 'key' }, field('id', 'bigint')),
  ]
  for (const call of wrong) expect(call).toThrow(ConfigError)
})

test('attributes and configurations complete in an editor, and refuse what there is not', () => {
  // @ts-expect-error -- that compresses files, not columns
  const encoded = property('id', 'bigint', { notNull: true, encode: 'gzip' })
  const evolving: TargetConfiguration = {
    table: 't',
    // @ts-expect-error -- columns are added, and never dropped
    evolve: 'drop',
    properties: { id: 'bigint' },
  }
  expect([encoded.name, evolving.table]).toEqual(['id', 't'])
})
