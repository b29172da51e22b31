import { inspect } from 'node:util'
import { ArbalestError, collect } from '@arbalest/core/plugin'
import { EVENTS, lines } from '@arbalest/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { errorOf } from './error-of.js'
import { putObject } from './put-object.js'
import { startWarehouse, type Warehouse } from './warehouse.js'

let warehouse: Warehouse

beforeAll(async () => {
  warehouse = await startWarehouse()
})

afterAll(() => warehouse[Symbol.asyncDispose]())

test('no error of a load by keys shows them, however deep one looks', async () => {
  const secrets = { accessKeyId: 'AKIASECRET', secretAccessKey: 'wJalr/SECRET', sessionToken: 'tOkEn' }
  await using fixture = await warehouse.fixture({ iamRole: undefined, ...secrets })
  const listed = await putObject(fixture, { id: 1 })
  await fixture.source.remove('a.json')
  await fixture.source.put('b', lines({ id: 'x' }))
  const bad = await collect(fixture.source.list())
  const errors = [
    await errorOf(fixture.sink.transaction({ scope: 'p/s' }, (tx) => tx.copy(EVENTS, listed))),
    await errorOf(fixture.sink.transaction({ scope: 'p/s' }, (tx) => tx.copy(EVENTS, bad))),
    await errorOf(
      fixture.sink.transaction({ scope: 'p/s' }, (tx) => tx.copy({ ...EVENTS, table: 'no.events' }, bad)),
    ),
    await errorOf(
      fixture.sink.transaction({ scope: 'p/s' }, (tx) =>
        tx.execute({ text: `unload ('x') to 'y' access_key_id 'AKIASECRET' oops` }),
      ),
    ),
  ]
  for (const error of errors) {
    expect(error).toBeInstanceOf(ArbalestError)
    const shown = inspect(error, { depth: 9, showHidden: true })
    for (const secret of [...Object.values(secrets), new URL(warehouse.url).password]) {
      expect(shown.replaceAll('sandbox/', '')).not.toContain(secret)
    }
  }
})
