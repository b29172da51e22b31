import { afterEach, describe, expect, test, vi } from 'vitest'
import { outcomeOf, scene } from '../scene.js'

describe('the id of a run', () => {
  afterEach(() => void vi.useRealTimers())

  const idOf = async () => (await outcomeOf([scene().pipeline('p', [])])).events[0]!.run

  test('is a UUID of version 7 that says when the run began', async () => {
    const begun = Date.now()
    const id = await idOf()
    expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
    const milliseconds = Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)
    expect(milliseconds).toBeGreaterThanOrEqual(begun)
    expect(milliseconds).toBeLessThan(begun + 60_000)
  })

  test('is greater than those before, even if the clock stands still or is set back', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const ids: string[] = []
    for (let count = 0; count < 20; count++) ids.push(await idOf())
    vi.setSystemTime(Date.now() - 3_600_000)
    for (let count = 0; count < 20; count++) ids.push(await idOf())
    expect(ids).toEqual([...new Set(ids)].toSorted())
  })
})
