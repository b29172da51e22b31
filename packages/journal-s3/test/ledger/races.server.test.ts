import { run, type RunEvent, type LoadStep, type Pipeline } from '@arbalest/core'
import { collect, ConflictError, ManifestStrategy, type Sink } from '@arbalest/core/plugin'
import { EVENTS, lines, memoryFixture, type SinkFixture } from '@arbalest/testing'
import { describe, expect, test } from 'vitest'
import { SCOPE } from '../bucket.js'
import { useBucket } from '../s3.js'
import { pendingKeys, planOf, record, recordPending, unit, units } from '../units.js'

const s3 = useBucket()
const EAGER = { fanIn: 2, sizes: { segment: 200, block: 100 } }

function pipeline(fixture: SinkFixture, sink: Sink, batch: number): Pipeline {
  const step: LoadStep = {
    kind: 'load',
    name: 'step',
    scope: SCOPE,
    source: fixture.source,
    strategy: new ManifestStrategy({ batch }),
    sink,
    journal: s3.bucket.journal(sink, EAGER),
    target: EVENTS,
  }
  return { name: 'pipeline', steps: [step] }
}

async function put(fixture: SinkFixture, from: number, to: number): Promise<void> {
  for (let id = from; id < to; id++)
    await fixture.source.put(`key/${String(id).padStart(3, '0')}`, lines({ id }))
}

const idsOf = async (fixture: SinkFixture) =>
  (await fixture.rows('events')).map(({ id }) => Number(id)).toSorted((a, b) => a - b)

const upTo = (count: number) => Array.from({ length: count }, (_, id) => id)

describe('runs of one pipeline at once', () => {
  test.each([2, 5])(
    '%i runs load each row once: one wins a batch, the others are told and plan anew',
    async (runs) => {
      await using fixture = await memoryFixture()
      await put(fixture, 0, 40)
      const runOne = async (_: unknown, batch: number): Promise<RunEvent[]> => {
        const options = { backoff: () => 0, retries: 100 }
        return collect(run([pipeline(fixture, await fixture.another(), batch + 2)], options))
      }
      const events = (await Promise.all(Array.from({ length: runs }, runOne))).flat()
      expect(await idsOf(fixture)).toEqual(upTo(40))
      const told = events.flatMap((event) => (event.type === 'retrying' ? [event.error] : []))
      expect(told.length).toBeGreaterThan(0)
      for (const error of told) expect(error).toBeInstanceOf(ConflictError)
      expect(
        await pendingKeys(
          s3.bucket.journal(fixture.sink),
          upTo(40).map((id) => unit(`key/${String(id).padStart(3, '0')}`)),
        ),
      ).toHaveLength(40)
      expect(await collect(run([pipeline(fixture, fixture.sink, 5)]))).not.toContainEqual(
        expect.objectContaining({ type: 'committed' }),
      )
    },
  )
})

describe('a record that another has overtaken', () => {
  test('is refused, though the other recorded other units and merged', async () => {
    await using fixture = await memoryFixture()
    const { sink } = fixture
    const mine = s3.bucket.journal(sink, EAGER)
    const plan = await planOf(mine, units(0, 10))
    const other = s3.bucket.journal(sink, EAGER)
    for (let from = 100; from < 500; from += 100) await recordPending(sink, other, units(from, from + 50))
    await expect(record(sink, plan)).rejects.toThrow(ConflictError)
    await recordPending(sink, mine, units(0, 10))
    expect(await pendingKeys(other, [...units(0, 10), ...units(100, 150), ...units(400, 450)])).toEqual([])
  })

  test('is refused, though a later plan of the same journal has seen the other', async () => {
    await using fixture = await memoryFixture()
    const { sink } = fixture
    const mine = s3.bucket.journal(sink)
    const plan = await planOf(mine, units(0, 10))
    await recordPending(sink, s3.bucket.journal(sink), units(0, 10))
    const later = await planOf(mine, units(0, 20))
    await expect(record(sink, plan)).rejects.toThrow(ConflictError)
    await record(sink, later)
    expect(await pendingKeys(mine, units(0, 21))).toEqual(['key/000020'])
  })

  test('by its own plan, in a transaction that was rolled back, is refused, and a new plan is not', async () => {
    await using fixture = await memoryFixture()
    const { sink } = fixture
    const journal = s3.bucket.journal(sink)
    const { snapshot, pending } = await planOf(journal, units(0, 2))
    const failing = record(sink, { snapshot, pending: pending.slice(0, 1) }, async () => {
      throw new RangeError('no')
    })
    await expect(failing).rejects.toThrow(RangeError)
    await expect(record(sink, { snapshot, pending: pending.slice(1) })).rejects.toThrow(ConflictError)
    expect(await recordPending(sink, journal, units(0, 2))).toBe(2)
    expect(await pendingKeys(journal, units(0, 2))).toEqual([])
  })
})

test('two warehouses may share a bucket, a prefix and a scope', async () => {
  await using one = await memoryFixture()
  await using two = await memoryFixture()
  await put(one, 0, 10)
  await put(two, 0, 20)
  for (const fixture of [one, two]) await collect(run([pipeline(fixture, fixture.sink, 3)]))
  expect(await idsOf(one)).toEqual(upTo(10))
  expect(await idsOf(two)).toEqual(upTo(20))
})
