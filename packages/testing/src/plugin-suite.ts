import assert from 'node:assert/strict'
import { ConfigError, type AnyPlugin } from '@arbalest/core'
import type { Test } from './test.js'

/** Options to test a plugin's `parse` with. */
export interface PluginSamples {
  /** Options that are right: each is taken. */
  readonly valid: readonly unknown[]
  /** Options that are wrong, and the places of all faults that must be told of them. */
  readonly invalid: readonly { readonly options: unknown; readonly places: readonly string[] }[]
}

/** That a plugin is of the right form, and that its `parse` takes and refuses what it should. */
export function testPlugin(test: Test, plugin: AnyPlugin, { valid, invalid }: PluginSamples): void {
  test('is a plugin: a plain object with a kind, a name, parse and create', async () => {
    assert.ok(
      ['source', 'strategy', 'sink', 'journal'].includes(plugin.kind),
      `"${plugin.kind}" is a kind of plugin`,
    )
    assert.match(plugin.name, /^(@[\w.-]+\/)?[\w.-]+$/)
    assert.equal(typeof plugin.parse, 'function')
    assert.equal(typeof plugin.create, 'function')
  })

  for (const options of valid) {
    test(`takes the options ${JSON.stringify(options)}`, async () => {
      plugin.parse(options)
    })
  }

  for (const { options, places } of invalid) {
    test(`tells all that is wrong with the options ${JSON.stringify(options)}`, async () => {
      const error = faultOf(() => plugin.parse(options))
      assert.deepEqual(error.faults.map(({ place }) => place).toSorted(), [...places].toSorted())
      for (const { message } of error.faults) assert.ok(message.length > 0)
    })
  }

  test('refuses an option that it does not know, by name', async () => {
    const known = (valid[0] ?? {}) as object
    const error = faultOf(() => plugin.parse({ ...known, noSuchOption: 1 }))
    assert.ok(error.faults.some(({ place, message }) => `${place} ${message}`.includes('noSuchOption')))
  })
}

function faultOf(work: () => unknown): ConfigError {
  try {
    work()
  } catch (error) {
    assert.ok(error instanceof ConfigError, `a ConfigError, not ${String(error)}`)
    return error
  }
  assert.fail('The options were taken.')
}
