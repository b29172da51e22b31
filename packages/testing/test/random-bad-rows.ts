import { type LoadStep } from '@arbalest/core'
import { load } from '@arbalest/core/host'
import {
  collect,
  each,
  isArbalestError,
  ManifestStrategy,
  pages,
  SinkJournal,
  type Sink,
  type SourceObject,
} from '@arbalest/core/plugin'
import { Crash, crashing, EVENTS, lines, type SinkFixture } from '@arbalest/testing'
import fc from 'fast-check'
import { expect } from 'vitest'

/** What one run finds: objects that are new or have changed, each with its rows, which fit or do not; and when it is killed. */
const runs = fc.array(
  fc.record({
    objects: fc.dictionary(
      fc.constantFrom('k1', 'k2', 'k3', 'k4'),
      fc.array(fc.boolean(), { minLength: 1, maxLength: 4 }),
    ),
    kill: fc.nat({ max: 14 }),
  }),
  { maxLength: 4 },
)

const options = fc.record({
  keep: fc.integer({ min: 1, max: 6 }),
  batch: fc.integer({ min: 1, max: 3 }),
  onBadObject: fc.constantFrom('fail' as const, 'quarantine' as const),
})

/** An object as it now stands: the ids of rows that fit, the lines of those that do not, and whether it is known to be loaded. */
interface Content {
  readonly good: readonly number[]
  readonly bad: readonly number[]
  counted: boolean
}

/**
 * Expects of random objects, which change, that each row of what is loaded is either in the table or kept,
 * once, wherever runs are killed, and that no run keeps more than it may.
 */
export function expectEachRowOnce(create: () => Promise<SinkFixture>, numRuns: number): Promise<void> {
  return fc.assert(
    fc.asyncProperty(options, runs, async ({ keep, batch, onBadObject }, all) => {
      await using fixture = await create()
      const { source } = fixture
      const contents = new Map<string, Content>()
      const [loaded, kept] = [[] as number[], new Map<string, readonly number[]>()]
      let ids = 0

      const drain = async (sink: Sink): Promise<boolean> => {
        const step: LoadStep = {
          kind: 'load',
          name: 's',
          scope: 'p/s',
          source,
          strategy: new ManifestStrategy({ changed: 'append', batch }),
          sink,
          journal: new SinkJournal(sink, 'p/s'),
          target: EVENTS,
          onBadRow: { keep },
          onBadObject,
        }
        let left = keep
        try {
          for await (const event of load(step, new AbortController().signal)) {
            if (event.type !== 'committed' || event.receipt.kind !== 'load') continue
            const { units, rows, kept: more = 0 } = event.receipt
            const lists = units.map(({ key }) => contents.get(key)!)
            expect([rows, more]).toEqual([
              lists.flatMap(({ good }) => good).length,
              lists.flatMap(({ bad }) => bad).length,
            ])
            left -= more
          }
          return true
        } catch (error) {
          if (error instanceof Crash) return false
          if (!isArbalestError(error) || error.code !== 'LOAD_REJECTED') throw error
          return false
        } finally {
          expect(left).toBeGreaterThanOrEqual(0)
        }
      }

      for (const { objects, kill } of all) {
        for (const [key, fits] of Object.entries(objects)) {
          const rows = fits.map((fit) => ({ fit, id: ids++ }))
          await source.put(key, lines(...rows.map(({ fit, id }) => ({ id: fit ? id : `no ${id}` }))))
          contents.set(key, {
            good: rows.flatMap(({ fit, id }) => (fit ? id : [])),
            bad: rows.flatMap(({ fit }, index) => (fit ? [] : index + 1)),
            counted: false,
          })
        }
        await drain(crashing(fixture.sink, kill))
        const sink = await fixture.another()
        const isDone = await drain(sink)

        const marks = new Map((await collect(each(sink.marks('p/s')))).map((mark) => [mark.key, mark]))
        for (const { key, version } of await collect(each(pages<SourceObject>(source.list())))) {
          const content = contents.get(key)!
          const mark = marks.get(key)
          const isStanding = mark?.version === version
          const isLoaded = isStanding && mark.state !== 'quarantined'
          if (isDone) expect(isStanding).toBe(true)
          if (content.bad.length > keep) expect(isLoaded).toBe(false)
          if (!isLoaded || content.counted) continue
          content.counted = true
          loaded.push(...content.good)
          kept.set(key, content.bad)
        }
        const inTable = (await fixture.rows('events')).map(({ id }) => Number(id))
        expect(inTable.toSorted((a, b) => a - b)).toEqual(loaded.toSorted((a, b) => a - b))
        const beside = await collect(sink.powers.rejects!.rows({ scope: 'p/s' }))
        expect(beside.map(({ unit, line }) => `${unit} ${line}`).toSorted()).toEqual(
          [...kept].flatMap(([key, bad]) => bad.map((line) => `${key} ${line}`)).toSorted(),
        )
        expect(await sink.powers.rejects!.count('p/s')).toBe(beside.length)
      }
    }),
    { numRuns },
  )
}
