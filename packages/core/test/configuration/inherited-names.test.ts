import { describe, expect, test } from 'vitest'
import { lines, MemorySink, MemorySource, MemoryWarehouse } from '@arbalest/testing'
import { assemble, run } from '../../src/index.js'
import { closedObject, definePlugin, optionsSchema } from '../../src/plugin.js'

const options = optionsSchema(closedObject({}))
const source = definePlugin({
  kind: 'source',
  name: 'a-source',
  options,
  create: () => new MemorySource({ a: lines({ id: 1 }) }),
})
const sinkInto = (warehouse: MemoryWarehouse) =>
  definePlugin({ kind: 'sink', name: 'a-sink', options, create: () => new MemorySink(warehouse) })

const stepOf = (load: string) => ({
  load,
  source: { use: source },
  strategy: { use: 'manifest' },
  target: { table: 'events', properties: { id: 'integer' } },
})

/** An object whose one own property is called `name`, even if that is `__proto__`; as `JSON.parse` makes it. */
const objectOf = (name: string, value: unknown) => Object.fromEntries([[name, value]])

// What every object has or inherits.
describe.each(['constructor', '__proto__', 'prototype', 'toString', 'hasOwnProperty'])('%s', (name) => {
  test('is a name for a pipeline and for a step', async () => {
    const warehouse = new MemoryWarehouse()
    const configuration = {
      sink: { use: sinkInto(warehouse) },
      pipelines: objectOf(name, [stepOf(name)]),
    }
    for (const names of [undefined, [name]]) {
      await using assembly = await assemble(configuration, { names })
      expect(
        assembly.pipelines.map(({ name: own, steps }) => [own, steps.map((step) => step.scope)]),
      ).toEqual([[name, [`${name}/${name}`]]])
      for await (const _ of run(assembly.pipelines));
    }
    expect(warehouse.rows('events')).toEqual([{ id: 1 }])
    expect([...warehouse.state.marks.keys()]).toEqual([`${name}/${name}`])
  })

  test('has faults found in it like any other pipeline', async () => {
    const configuration = { pipelines: objectOf(name, [{ ...stepOf('a'), sourec: {} }]) }
    await expect(assemble(configuration)).rejects.toMatchObject({
      name: 'ConfigError',
      faults: [{ path: ['pipelines', name, 0, 'sourec'] }],
    })
  })

  test('is no pipeline unless it is configured', async () => {
    const configuration = { sink: { use: sinkInto(new MemoryWarehouse()) }, pipelines: { p: [stepOf('a')] } }
    await expect(assemble(configuration, { names: [name] })).rejects.toMatchObject({
      name: 'ConfigError',
      message: expect.stringContaining(`There is no pipeline "${name}"`) as string,
    })
  })
})
