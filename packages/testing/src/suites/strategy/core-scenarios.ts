import { BulkStrategy, ManifestStrategy } from '@arbalest/core/plugin'
import type { ChangeableSource } from '../../changeable-source.js'
import { lines, rowOf } from '../../events.js'
import type { Scenario } from './scenario.js'

const put =
  (key: string, ...ids: readonly number[]) =>
  (source: ChangeableSource): Promise<void> =>
    source.put(key, lines(...ids.map((id) => ({ id }))))

const rows = (...ids: readonly number[]) => ids.map((id) => rowOf({ id }))

/** `bulk`: a table is replaced when an object comes, changes or goes. */
export const bulkScenario: Scenario = {
  name: 'bulk',
  strategy: () => new BulkStrategy(),
  changes: [put('a', 1, 2), put('b', 3), put('a', 4), put('c', 5), (source) => source.remove('c')],
  rows: rows(3, 4),
}

/** `manifest`: objects are added as they come, in several transactions a run. */
export const manifestScenario: Scenario = {
  name: 'manifest',
  strategy: () => new ManifestStrategy({ batch: 2 }),
  changes: [
    async (source) => {
      for (const [index, key] of ['a', 'c', 'd', 'e', 'f'].entries()) await put(key, index)(source)
    },
    put('b', 10, 11),
    (source) => source.remove('a'),
  ],
  rows: rows(0, 1, 2, 3, 4, 10, 11),
}

/** `manifest` with `changed: append`: what has changed is added to what was there. */
export const appendScenario: Scenario = {
  name: 'manifest, changed: append',
  strategy: () => new ManifestStrategy({ changed: 'append' }),
  changes: [put('a', 1), put('a', 2), put('b', 3)],
  rows: rows(1, 2, 3),
}

/** `manifest` with `changed: ignore`: what has changed is left as it was. */
export const ignoreScenario: Scenario = {
  name: 'manifest, changed: ignore',
  strategy: () => new ManifestStrategy({ changed: 'ignore' }),
  changes: [put('a', 1), put('a', 2), put('b', 3)],
  rows: rows(1, 3),
}

/** `manifest` with `onBadObject: quarantine`: what cannot be loaded is set aside, and loaded once it is mended. */
export const quarantineScenario: Scenario = {
  name: 'manifest, onBadObject: quarantine',
  strategy: () => new ManifestStrategy(),
  onBadObject: 'quarantine',
  changes: [
    async (source) => {
      await put('a', 1)(source)
      await source.put('b', lines({ id: 2 }, { id: 'no number' }))
      await put('c', 3)(source)
    },
    put('b', 4),
  ],
  rows: rows(1, 3, 4),
}

/** The scenarios of the strategies that core brings, for every sink and every journal to run. */
export const coreScenarios: readonly Scenario[] = [
  bulkScenario,
  manifestScenario,
  appendScenario,
  ignoreScenario,
]
