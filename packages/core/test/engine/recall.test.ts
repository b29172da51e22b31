import { EVENTS, lines } from '@arbalest/testing'
import { beforeEach, describe, expect, test } from 'vitest'
import { jsonObject, plan, property, SinkError, validate, verify } from '../../src/index.js'
import { BulkStrategy, collect } from '../../src/plugin.js'
import { DescribedWarehouse, noticed, runStep } from '../described-warehouse.js'

let world: DescribedWarehouse
beforeEach(async () => {
  world = new DescribedWarehouse()
  await world.source.put('a', lines({ id: 1 }, { id: 2 }))
})

const OTHERS = { ...EVENTS, table: 'others' }

describe('a step that has run is stopped, with the choices, if', () => {
  test.each([
    ['its table is another', () => world.step({ target: OTHERS }), /into "events", and .* "others"/],
    [
      'its strategy is another',
      () => world.step({ strategy: new BulkStrategy() }),
      /by manifest, and .* by bulk/,
    ],
  ])('%s', async (_, changed, message) => {
    await runStep(world.step())
    await world.source.put('b', lines({ id: 3 }))
    await expect(runStep(changed())).rejects.toMatchObject({
      code: 'NOT_AS_RECORDED',
      retryable: false,
      scope: 'p/events',
      message: expect.stringMatching(message),
    })
    expect(world.warehouse.tables()).toEqual(['events'])
    expect(world.ids()).toEqual([1, 2])
  })

  test('its table is gone', async () => {
    await runStep(world.step())
    await world.change(({ tables }) => void tables.delete('events'))
    const gone = { code: 'NOT_AS_RECORDED', choices: ['refresh', 'forget', 'keep'] }
    await expect(runStep(world.step())).rejects.toMatchObject(gone)
    await expect(collect(plan([{ name: 'p', steps: [world.step()] }]))).rejects.toMatchObject(gone)
    const [validated] = await collect(validate([{ name: 'p', steps: [world.step()] }]))
    expect(validated).toMatchObject({ error: gone })
    const verified: unknown[] = []
    const verifying = async () => {
      for await (const found of verify(world.step())) verified.push(found)
    }
    await expect(verifying()).rejects.toMatchObject(gone)
    expect(verified).toMatchObject([{ type: 'verified', loaded: 1 }])
  })

  test('its table is empty', async () => {
    await runStep(world.step())
    await world.change(({ tables }) => void tables.set('events', []))
    await expect(runStep(world.step())).rejects.toMatchObject({ code: 'NOT_AS_RECORDED' })
  })
})

describe('a step goes on if', () => {
  test('others take the rows of its table on purpose, or drop it', async () => {
    const step = world.step({ target: { ...EVENTS, emptied: true } })
    await runStep(step)
    await world.change(({ tables }) => void tables.set('events', []))
    await world.source.put('b', lines({ id: 3 }))
    expect(noticed(await runStep(step))).toEqual([])
    await world.change(({ tables }) => void tables.delete('events'))
    await world.source.put('c', lines({ id: 4 }))
    expect(noticed(await runStep(step))).toEqual([])
    expect(world.ids()).toEqual([4])
  })

  test('nothing that it loaded had a row', async () => {
    await world.source.put('a', '')
    await runStep(world.step())
    await world.source.put('b', lines({ id: 3 }))
    expect(noticed(await runStep(world.step()))).toEqual([])
    expect(world.ids()).toEqual([3])
  })

  test('its table is written in other letters', async () => {
    await runStep(world.step())
    expect(noticed(await runStep(world.step({ target: { ...EVENTS, table: 'EVENTS' } })))).toEqual([])
  })

  test('its table was renamed, in the warehouse and in the configuration', async () => {
    await runStep(world.step())
    await world.change(({ tables, identities }) => {
      tables.set('others', tables.get('events')!)
      identities.set('others', identities.get('events')!)
      tables.delete('events')
    })
    await world.source.put('b', lines({ id: 3 }))
    for (let run = 0; run < 2; run++)
      expect(noticed(await runStep(world.step({ target: OTHERS })))).toEqual([])
    expect(world.ids('others')).toEqual([1, 2, 3])
  })

  test('nobody may read its table', async () => {
    const { tables } = world.sink.powers
    const denied = () => Promise.reject(new SinkError('SINK_DENIED', 'No.'))
    const sink = { ...world.sink, powers: { tables: { ...tables!, describe: denied } } }
    await runStep(world.step({ sink }))
    expect(noticed(await runStep(world.step({ sink })))).toEqual([])
    expect(world.ids()).toEqual([1, 2])
  })

  test('its table was made anew, with rows, which is reported once', async () => {
    await runStep(world.step())
    await world.change(({ identities }) => void identities.set('events', 'another'))
    await world.source.put('b', lines({ id: 3 }))
    expect(noticed(await runStep(world.step()))).toEqual(['rebuilt'])
    expect(noticed(await runStep(world.step()))).toEqual([])
    expect(world.ids()).toEqual([1, 2, 3])
  })
})

describe('a first run into a table that has rows', () => {
  test('says so, and loads', async () => {
    await runStep(world.step({ name: 'others' }))
    const events = await runStep(world.step())
    expect(events).toContainEqual(
      expect.objectContaining({ notice: { kind: 'filled', look: false, table: 'events', replaced: false } }),
    )
    expect(noticed(await runStep(world.step()))).toEqual([])
    expect(world.ids()).toEqual([1, 1, 2, 2])
  })

  test('is foreseen by plan and validate', async () => {
    await runStep(world.step({ name: 'others' }))
    const pipelines = [{ name: 'p', steps: [world.step()] }]
    const filled = { kind: 'filled', look: false, table: 'events', replaced: false }
    for (const { pending } of await collect(plan(pipelines))) expect(pending?.notices).toEqual([filled])
    for (const { notices } of await collect(validate(pipelines))) expect(notices).toContainEqual(filled)
  })

  test('is none if the table is empty, or missing', async () => {
    expect(noticed(await runStep(world.step()))).toEqual([])
    const other = new DescribedWarehouse()
    await other.source.put('a', lines({ id: 1 }))
    await other.change(({ tables }) => void tables.set('events', []))
    expect(noticed(await runStep(other.step()))).toEqual([])
  })
})

describe('what was done in another way leaves no mark that is believed', () => {
  test('manifest, bulk, manifest: each change is stopped, and starting over is right', async () => {
    await runStep(world.step())
    await world.source.put('b', lines({ id: 3 }))
    const bulk = world.step({ strategy: new BulkStrategy() })
    await expect(runStep(bulk)).rejects.toMatchObject({ choices: ['refresh', 'forget'] })
    await runStep(bulk, { fullRefresh: true })
    expect(world.ids()).toEqual([1, 2, 3])
    await expect(runStep(world.step())).rejects.toMatchObject({ code: 'NOT_AS_RECORDED' })
    await runStep(world.step(), { fullRefresh: true })
    await runStep(world.step())
    expect(world.ids()).toEqual([1, 2, 3])
  })
})

test('a bulk table follows its definition', async () => {
  const strategy = new BulkStrategy()
  const id = property('id', 'integer')
  const bulk = (...more: readonly ReturnType<typeof property>[]) =>
    world.step({ strategy, target: jsonObject('events', id, ...more) })
  const loads = async (step: ReturnType<typeof bulk>) =>
    (await runStep(step)).filter(({ type }) => type === 'committed').length
  expect(await loads(bulk())).toBe(1)
  expect(await loads(bulk())).toBe(0)
  expect(await loads(bulk(property('at', 'varchar(10)')))).toBe(1)
  expect(await loads(bulk(property('at', 'varchar(20)')))).toBe(1)
  expect(await loads(bulk(property('user', property('at', 'varchar(20)', { column: 'at' }))))).toBe(1)
  expect(await loads(bulk(property('user', property('at', 'varchar(20)', { column: 'at' }))))).toBe(0)
})
