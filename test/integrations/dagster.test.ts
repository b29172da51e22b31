import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { installed, orchestrated, type Orchestrated } from './orchestrated.js'

// Not installed, as no `npm run integrations` ran here, or this machine has no Python: reported as skipped.
describe.skipIf(!installed('dagster').isInstalled)('an asset of Dagster', () => {
  let place: Orchestrated

  beforeAll(async () => {
    place = await orchestrated('dagster', (folder) => ({ DAGSTER_HOME: join(folder, 'home') }))
    await mkdir(join(place.folder, 'home'))
  }, 120_000)

  afterAll(() => place?.[Symbol.asyncDispose]())

  const materialize = (days: readonly [from: string, to: string], signal?: NodeJS.Signals, env = {}) =>
    place.run(
      [
        'dagster',
        'asset',
        'materialize',
        '-m',
        'assets',
        '--select',
        'events',
        '--partition-range',
        days.join('...'),
      ],
      { signal, env },
    )

  const all = Array.from({ length: 12 }, (_, index) => index + 1)
  const days = ['2026-01-01', '2026-01-06'] as const

  test('loads the days of its partitions, and is materialized in each', { timeout: 240_000 }, async () => {
    const { output } = await materialize(['2026-01-01', '2026-01-02'])
    expect(output).toContain('RUN_SUCCESS')
    const ids = await place.ids()
    expect(ids.length).toBeGreaterThan(0)
    expect(ids).toEqual(all.slice(0, ids.length))
    expect(output.match(/ASSET_MATERIALIZATION - /g)).toHaveLength(2)
  })

  test.each(['SIGTERM', 'SIGKILL'] as const)(
    'that is ended by %s in the middle, and materialized again, has each row once',
    async (signal) => {
      await place.forget()
      expect((await materialize(days, signal)).told).toBe(true)
      expect((await materialize(days)).output).toContain('RUN_SUCCESS')
      expect(await place.ids()).toEqual(all)
    },
    600_000,
  )

  test('fails with what Arbalest says, and shows no secret', { timeout: 240_000 }, async () => {
    const url = new URL(place.url)
    url.password = 'correct-horse-battery'
    url.port = '1'
    const { output } = await materialize(days, undefined, { REDSHIFT_URL: url.href })
    expect(output).toContain('SINK_UNREACHABLE')
    expect(output).not.toContain('correct-horse-battery')
  })
})
