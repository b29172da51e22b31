import assert from 'node:assert/strict'
import { collect, type KeptRow, type RejectsOptions, type Sink } from '@arbalest/core/plugin'
import { EVENTS } from '../../../events.js'
import { inStep, objectOf, type FixtureTest } from '../fixture-test.js'

const SCOPE = 'p/step'

/** A row of the unit `unit` that did not fit, at `line`. */
const row = (unit: string, line: number, more: Partial<KeptRow> = {}): KeptRow => ({
  run: '01a222d5-95c0-7c2f-abce-170808efadc9',
  scope: SCOPE,
  table: 'events',
  unit,
  object: `s3://acme/${unit}`,
  line,
  reason: 'is not as it must be',
  ...more,
})

const FULL = row(`it's "a" back\\slash \u{1F600}`, 5_000_000_000, {
  column: 'user_name',
  position: 7,
  value: `'x' "y"`,
  rawLine: '{"id":1,\t"user":{}}',
  code: '1207',
})

/** What the verb `keep` must do, and what then can be read. */
export function testKeptRows(it: FixtureTest): void {
  it('has kept nothing before the first row, and makes nothing to find that out', async (fixture) => {
    const { sink } = fixture
    assert.deepEqual([await kept(sink), await sink.powers.rejects!.count(SCOPE)], [[], 0])
    await keep(sink, [], ['a'])
    await keep(sink, [], 'all')
    assert.deepEqual([await kept(sink), await fixture.tables()], [[], []])
  })

  it('keeps all that is known of a row, for other processes too', async (fixture) => {
    await keep(fixture.sink, [FULL, row('b', 1)])
    const another = await fixture.another()
    assert.deepEqual(await kept(another), [FULL, row('b', 1)])
    assert.equal(await another.powers.rejects!.count(SCOPE), 2)
  })

  it('keeps many rows, in their order', async ({ sink }) => {
    const rows = Array.from({ length: 1_234 }, (_, index) => row('a', index + 1))
    await keep(sink, rows)
    assert.deepEqual(
      (await kept(sink)).map(({ line }) => line),
      rows.map(({ line }) => line),
    )
    assert.equal((await kept(sink, { limit: 3 })).length, 3)
  })

  it('keeps them beside what the transaction loads, and with it', async (fixture) => {
    const { sink } = fixture
    const objects = await objectOf(fixture, 'a', { id: 1 }, { id: 'x' })
    const load = (last?: Error) =>
      sink.transaction({ ...inStep(fixture), badRows: { most: 9, all: true } }, async (tx) => {
        const { rejections = [] } = await tx.copy(EVENTS, objects)
        await tx.keep!(
          rejections.map((rejection) => row('a', rejection.line, rejection)),
          ['a'],
        )
        await tx.mark([{ key: 'a', version: '1' }])
        if (last) throw last
      })
    await assert.rejects(load(new Error('at last')), /at last/)
    assert.deepEqual([await kept(sink), await fixture.rows('events')], [[], []])
    await load()
    assert.deepEqual(
      (await kept(sink)).map(({ object, line, column }) => [object, line, column]),
      [[objects[0]!.url, 2, 'id']],
    )
    assert.equal((await fixture.rows('events')).length, 1)
  })

  it('keeps rows in place of those of the same units, and of no others', async ({ sink }) => {
    await keep(sink, [row('a', 1), row('b', 1), row('c', 1)], ['a', 'b', 'c', 'd'])
    await keep(sink, [row('a', 2)], ['a', 'b'])
    assert.deepEqual(await places(sink), ['a 2', 'c 1'])
    await keep(sink, [], ['c'])
    assert.deepEqual(await places(sink), ['a 2'])
    await keep(sink, [row('e', 1)], 'all')
    assert.deepEqual(await places(sink), ['e 1'])
  })

  it('keeps those of one scope apart from those of another', async ({ sink }) => {
    const other = row('a', 2, { scope: 'p/other' })
    await keep(sink, [row('a', 1)])
    await keep(sink, [other], ['a'], 'p/other')
    await keep(sink, [], 'all', 'p/none')
    assert.deepEqual(await places(sink, { scope: SCOPE }), ['a 1'])
    assert.deepEqual(await places(sink, { scope: 'p/other' }), ['a 2'])
    assert.deepEqual((await places(sink)).toSorted(), ['a 1', 'a 2'])
    await keep(sink, [], 'all', 'p/other')
    assert.deepEqual(await places(sink), ['a 1'])
  })

  it('says when each was kept, by its own clock, and yields the newest first', async ({ sink }) => {
    await keep(sink, [row('a', 1, { keptAt: new Date(0) })])
    await keep(sink, [row('b', 1)])
    const [second, first] = await collect(sink.powers.rejects!.rows())
    assert.ok(first!.keptAt! > new Date('2020-01-01'), `kept at ${first!.keptAt?.toISOString()}`)
    assert.ok(second!.keptAt! >= first!.keptAt!)
    assert.deepEqual([second!.unit, first!.unit], ['b', 'a'])
  })
}

function keep(
  sink: Sink,
  rows: readonly KeptRow[],
  units: readonly string[] | 'all' = [],
  scope = SCOPE,
): Promise<void> {
  return sink.transaction({ scope }, (tx) => tx.keep!(rows, units))
}

/** Returns what is kept, but for the time. */
async function kept({ powers }: Sink, options?: RejectsOptions): Promise<KeptRow[]> {
  return (await collect(powers.rejects!.rows(options))).map((each) => {
    const { keptAt, ...rest } = each
    assert.ok(keptAt instanceof Date)
    return rest
  })
}

async function places(sink: Sink, options?: RejectsOptions): Promise<string[]> {
  return (await kept(sink, options)).map(({ unit, line }) => `${unit} ${line}`)
}
