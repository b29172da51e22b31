import { MemorySink, MemorySource } from '@arbalest/testing'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import { assemble, isConfigError, type LoadStep } from '../../src/index.js'
import { closedObject, definePlugin, optionsSchema, type SinkPowers } from '../../src/plugin.js'

const source = definePlugin({
  kind: 'source',
  name: 'memory-source',
  options: optionsSchema(closedObject({ prefix: v.optional(v.string()) })),
  create: () => new MemorySource(),
})

const sinkWith = (powers?: SinkPowers) =>
  definePlugin({
    kind: 'sink',
    name: 'memory-sink',
    options: optionsSchema(
      closedObject({
        password: v.optional(v.pipe(v.string(), v.metadata({ writeOnly: true }))),
        schema: v.optional(v.string()),
      }),
    ),
    create: () => Object.assign(new MemorySink(), powers && { powers }),
  })

interface Given {
  readonly sink?: object
  readonly powers?: SinkPowers
  readonly prefix?: string
  readonly idle?: unknown
  readonly ofAll?: unknown
}

/** Returns what a step says of being idle. */
async function idleOf({ sink = {}, powers, prefix = 'a/', idle, ofAll }: Given = {}) {
  await using assembly = await assemble({
    sink: { use: sinkWith(powers), with: sink },
    ...(ofAll !== undefined && { idle: ofAll }),
    pipelines: {
      p: [
        {
          load: 'events',
          source: { use: source, with: { prefix } },
          strategy: 'manifest',
          target: { table: 'events', properties: { id: 'int' } },
          ...(idle !== undefined && { idle }),
        },
      ],
    },
  })
  return (assembly.pipelines[0]!.steps[0] as LoadStep).idle
}

test('a step says when it may be idle, or the configuration does for all', async () => {
  expect(await idleOf()).toBeUndefined()
  expect(await idleOf({ ofAll: { recheck: '24h' } })).toMatchObject({ recheck: 86_400_000 })
  expect(await idleOf({ ofAll: { recheck: '24h' }, idle: { recheck: '90s' } })).toMatchObject({
    recheck: 90_000,
  })
})

test('its definition differs if anything that is written does, but for secrets, which it does not hold', async () => {
  const idle = { recheck: '1h' }
  const definitionOf = async (given: Given) => (await idleOf({ idle, ...given }))!.definition
  const [one, same, other] = [
    await definitionOf({ sink: { password: 'correct-horse' } }),
    await definitionOf({ sink: { password: 'battery-staple' } }),
    await definitionOf({ sink: { password: 'correct-horse', schema: 'marks' } }),
  ]
  expect(one).toBe(same)
  expect(one).not.toContain('correct-horse')
  expect(other).not.toBe(one)
  expect(await definitionOf({ prefix: 'b/' })).not.toBe(await definitionOf({ prefix: 'a/' }))
})

test.each([
  ['no duration', { idle: { recheck: 'a day' } }, 'idle.recheck', /must be a number and a unit/],
  ['a sink without notes', { idle: { recheck: '24h' }, powers: {} }, 'idle', /"?memory:"? keeps no notes/],
])('%s is a fault', async (_, given, place, message) => {
  const error = await idleOf(given).catch((thrown: unknown) => thrown)
  const [fault] = isConfigError(error) ? error.faults : []
  expect(fault).toMatchObject({ message: expect.stringMatching(message) })
  expect(fault!.path.join('.')).toContain(place)
})
