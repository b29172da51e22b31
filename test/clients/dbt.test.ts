import { startSandbox } from '@arbalest/sandbox'
import { expect, test } from 'vitest'
import { installed, run } from './clients.js'

const bin = installed('dbt')

// Not installed, as no `npm run clients` ran here, or this machine has no Python: reported as skipped.
test.skipIf(bin === undefined)(
  'dbt builds a project twice, with snapshots, tests, grants and docs',
  { timeout: 600_000 },
  async () => {
    await using sandbox = await startSandbox()
    await expect(run('redshift/dbt.sh', bin ?? '', { ...sandbox.env })).resolves.toBeUndefined()
  },
)
