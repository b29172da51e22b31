import { MemorySink } from '@arbalest/testing'
import { describe, expect, test } from 'vitest'
import { Audience } from '../../src/engine/account/audience.js'
import { run, SinkError, type RunEvent } from '../../src/index.js'
import { collect, type Observer, type Sink } from '../../src/plugin.js'
import { outcomeOf, scene } from '../scene.js'

const nothing = new Promise<void>(() => {})

const refusing = (error: Error): Sink =>
  Object.assign(new MemorySink(), {
    async transaction() {
      throw error
    },
  })

describe('an observer', () => {
  test('is given the events of its pipeline as the caller is, in order, with time and run', async () => {
    const { pipeline } = scene()
    const [p, q]: RunEvent[][] = [[], []]
    const begun = Date.now()
    const { events } = await outcomeOf([
      pipeline('p', [{ observe: (event) => void p!.push(event) }]),
      pipeline('q', [{ observe: (event) => void q!.push(event) }]),
    ])
    expect(p!.map(({ type }) => type).join(' ')).toBe(
      'started loading committed loading committed loading committed finished done',
    )
    expect(events).toEqual([...p!.slice(0, -1), ...q!])
    expect(p!.at(-1)).toBe(q!.at(-1))
    const pipelinesOf = (given: readonly RunEvent[]) =>
      new Set(given.flatMap((event) => (event.type === 'done' ? [] : [event.pipeline])))
    expect(pipelinesOf(p!)).toEqual(new Set(['p']))
    expect(pipelinesOf(q!)).toEqual(new Set(['q']))
    expect(new Set(events.map((event) => event.run)).size).toBe(1)
    const times = events.map(({ time }) => time.getTime())
    expect(times).toEqual(times.toSorted((a, b) => a - b))
    expect(times[0]).toBeGreaterThanOrEqual(begun)
    expect(times.at(-1)).toBeLessThanOrEqual(Date.now())
  })

  test('that is slow is given each event once it is done with the one before, all before the run ends', async () => {
    const { pipeline } = scene()
    const log: string[] = []
    let busy = 0
    const slow: Observer = {
      async observe({ type }) {
        expect(++busy).toBe(1)
        await new Promise((resolve) => setTimeout(resolve, 5))
        busy--
        log.push(type)
      },
    }
    const { events, notices } = await outcomeOf([pipeline('p', [slow])])
    expect(log).toEqual(events.map(({ type }) => type))
    expect(notices).toEqual([])
  })

  test.each<[string, Observer['observe']]>([
    [
      'throws',
      () => {
        throw new Error('no disk')
      },
    ],
    ['rejects', () => Promise.reject(new Error('no disk'))],
  ])(
    'that %s each time is reported once, and loses neither rows nor events of others',
    async (_, observe) => {
      const { pipeline, warehouse } = scene()
      const seen: RunEvent[] = []
      const other: Observer = { observe: (event) => void seen.push(event) }
      const { events, notices, error } = await outcomeOf([pipeline('p', [{ observe }, other])])
      expect(error).toBeUndefined()
      expect(notices).toEqual([['p', 'An observer failed: Error: no disk; the load continues without it.']])
      expect(seen).toEqual(events)
      expect(warehouse.rows('events').map(({ id }) => id)).toEqual([1, 2, 3])
    },
  )

  test('that throws does not hide why a step failed', async () => {
    const { pipeline } = scene()
    const refused = new SinkError('SQL_FAILED', 'No.')
    const failing: Observer = { observe: () => Promise.reject(new Error('no disk')) }
    const { error, notices } = await outcomeOf([pipeline('p', [failing], refusing(refused))])
    expect(error).toBe(refused)
    expect(notices).toHaveLength(1)
  })

  test('that throws what is no error, with a notice that fails, does not end the run', async () => {
    const { pipeline } = scene()
    const failing: Observer = { observe: () => Promise.reject(Object.create(null) as Error) }
    const notices: string[] = []
    const notice = (_: string, message: string) => {
      notices.push(message)
      throw new Error('nobody listens')
    }
    const events = await collect(run([pipeline('p', [failing])], { notice }))
    expect(events.at(-1)!.type).toBe('done')
    expect(notices).toEqual([expect.stringContaining('An observer failed: [Object: null prototype] {}')])
  })
})

// Each waits as long as an observer is waited for, which is five seconds.
describe.concurrent('an observer that never finishes', () => {
  test('keeps neither rows from being loaded nor the run from ending', async () => {
    const { pipeline, warehouse } = scene()
    const { events, error } = await outcomeOf([pipeline('p', [{ observe: () => nothing }])])
    expect(error).toBeUndefined()
    expect(events.at(-1)!.type).toBe('done')
    expect(warehouse.rows('events')).toHaveLength(3)
  }, 20_000)

  test('does not hide why a step failed', async () => {
    const { pipeline } = scene()
    const refused = new SinkError('SQL_FAILED', 'No.')
    const { error } = await outcomeOf([pipeline('p', [{ observe: () => nothing }], refusing(refused))])
    expect(error).toBe(refused)
  }, 20_000)
})

test('an observer that is too slow is left out, which is reported once, until it has caught up', async () => {
  const notices: string[] = []
  const seen: RunEvent[] = []
  let release = () => {}
  const gate = new Promise<void>((resolve) => (release = resolve))
  const observe = async (event: RunEvent) => {
    await gate
    seen.push(event)
  }
  const [event] = (await outcomeOf([scene().pipeline('p', [])])).events
  const audience = new Audience([{ observe }], (message) => void notices.push(message))
  for (let count = 0; count < 10_002; count++) audience.tell(event!)
  expect(notices).toEqual([
    'An observer is too slow, and is not given all events; the load continues without it.',
  ])
  release()
  await audience.settle()
  expect(seen).toHaveLength(10_000)
  audience.tell(event!)
  await audience.settle()
  expect(seen).toHaveLength(10_001)
})
