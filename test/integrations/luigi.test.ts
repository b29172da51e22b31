import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { installed, orchestrated, type Orchestrated } from './orchestrated.js'

// Not installed, as no `npm run integrations` ran here, or this machine has no Python: reported as skipped.
describe.skipIf(!installed('luigi').isInstalled)('a graph of Luigi', () => {
  let place: Orchestrated
  let report: string

  beforeAll(async () => {
    place = await orchestrated('luigi')
    report = join(place.folder, 'report.txt')
  }, 120_000)

  afterAll(() => place?.[Symbol.asyncDispose]())

  /** Runs the graph; ends it by `signal` after its first transaction, if one is given. */
  const runGraph = (signal?: NodeJS.Signals, env: Readonly<Record<string, string>> = {}) =>
    place.run(['luigi', '--module', 'tasks', 'Report', '--local-scheduler', '--path', report], {
      signal,
      env,
    })

  const all = Array.from({ length: 12 }, (_, index) => index + 1)

  test('fails with what Arbalest says, and shows no secret', { timeout: 120_000 }, async () => {
    const url = new URL(place.url)
    url.password = 'correct-horse-battery'
    url.port = '1'
    const { output } = await runGraph(undefined, { REDSHIFT_URL: url.href })
    expect(output).toContain('SINK_UNREACHABLE')
    expect(output).not.toContain('correct-horse-battery')
    expect(existsSync(report)).toBe(false)
  })

  test.each(['SIGTERM', 'SIGKILL'] as const)(
    'that is ended by %s in the middle, and run again, loads each row once',
    async (signal) => {
      await place.forget()
      await rm(report, { force: true })
      expect((await runGraph(signal)).told).toBe(true)
      expect(existsSync(report)).toBe(false)
      if (signal === 'SIGTERM') expect((await place.ids()).length).toBeLessThan(all.length)
      const { output } = await runGraph()
      expect(output).toContain('This progress looks :)')
      expect(await place.ids()).toEqual(all)
      expect(existsSync(report)).toBe(true)
    },
    240_000,
  )

  test('whose load is complete runs nothing', { timeout: 120_000 }, async () => {
    await rm(report, { force: true })
    const { output } = await runGraph()
    expect(output).toContain('This progress looks :)')
    expect(output).not.toContain('committed\n')
    expect(await place.ids()).toEqual(all)
  })
})
