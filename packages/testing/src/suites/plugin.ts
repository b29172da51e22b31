import assert from 'node:assert/strict'
import { formatPath, type AnyPlugin, type Fault, type PluginContext } from '@arbalest/core/plugin'
import type { Test } from '../test.js'

/** Options to test a plugin with. */
export interface PluginSamples {
  /** Options that are right: each is taken. */
  readonly valid: readonly unknown[]
  /** Options that are wrong, and the places of all faults that must be reported of them, such as `copy.format`. */
  readonly invalid: readonly { readonly options: unknown; readonly places: readonly string[] }[]
  /** The other parts that it asks for when it makes its own. Default: none. */
  readonly parts?: Partial<Record<string, unknown>> | undefined
}

const KINDS = ['source', 'strategy', 'sink', 'journal', 'observer']

/**
 * Tests that a plugin is of the right form, and that it takes and refuses the options that it should.
 *
 * @example
 * ```ts
 * testPlugin(test, plugin, {
 *   valid: [{ folder: 'data' }],
 *   invalid: [{ options: { foldr: 'data' }, places: ['folder', 'foldr'] }],
 * })
 * ```
 */
export function testPlugin(
  test: Test,
  plugin: AnyPlugin,
  { valid, invalid, parts = {} }: PluginSamples,
): void {
  test('is a plugin: a plain object with a kind, a name, options and create', async () => {
    assert.ok(KINDS.includes(plugin.kind), `"${plugin.kind}" is a kind of plugin`)
    assert.match(plugin.name, /^(@[\w.-]+\/)?[\w.-]+$/)
    assert.equal(typeof plugin.options['~standard'].validate, 'function')
    assert.equal(typeof plugin.create, 'function')
  })

  test('has a JSON Schema of its options, in which each has a type or a choice', async () => {
    const schema = plugin.options['~standard'].jsonSchema.input({ target: 'draft-07' })
    assert.equal(schema['type'], 'object')
    for (const [name, property] of Object.entries(schema['properties'] ?? {}))
      assert.notDeepEqual(property, {}, `the option "${name}" is described`)
  })

  for (const options of valid) {
    test(`takes the options ${JSON.stringify(options)}`, async () => {
      assert.deepEqual(faultsOf(plugin, options, parts), [])
    })
  }

  for (const { options, places } of invalid) {
    test(`reports all that is wrong with the options ${JSON.stringify(options)}`, async () => {
      const faults = faultsOf(plugin, options, parts)
      assert.deepEqual(faults.map(({ path }) => formatPath(path)).toSorted(), [...places].toSorted())
      for (const { message } of faults) assert.ok(message.length > 0)
    })
  }

  test('refuses an option that it does not know, by name', async () => {
    const faults = faultsOf(plugin, { ...Object(valid[0] ?? {}), noSuchOption: 1 }, parts)
    assert.ok(faults.some(({ path, message }) => `${formatPath(path)} ${message}`.includes('noSuchOption')))
  })
}

/** Returns all that the schema, or `create` if the schema has nothing to say, finds wrong with options. */
function faultsOf(
  plugin: AnyPlugin,
  options: unknown,
  parts: Partial<Record<string, unknown>>,
): readonly Fault[] {
  const result = plugin.options['~standard'].validate(options ?? {})
  assert.ok(!(result instanceof Promise), 'the schema is not asynchronous')
  if (result.issues) {
    return result.issues.map(({ path = [], message }) => ({
      path: path.map((part) => (typeof part === 'object' ? part.key : part)) as Fault['path'],
      message,
    }))
  }
  const context: PluginContext = {
    scope: 'pipeline/step',
    signal: new AbortController().signal,
    notice: () => {},
    get: (kind) => parts[kind] as never,
  }
  try {
    plugin.create(result.value, context)
    return []
  } catch (error) {
    const { name, faults } = error as { readonly name: string; readonly faults?: readonly Fault[] }
    assert.equal(name, 'ConfigError', `a ConfigError, not ${String(error)}`)
    return faults!
  }
}
