import { expect, vi } from 'vitest'
import type { World } from '../world.js'

/** Expects that, within ten seconds, no session is left in a transaction. */
export async function expectNoneLeftOpen(world: World): Promise<void> {
  await vi.waitFor(
    async () => {
      const open = `select pid, state, query from pg_stat_activity where state like 'idle in transaction%'`
      expect(await world.query(open)).toEqual([])
    },
    { timeout: 10_000 },
  )
}
