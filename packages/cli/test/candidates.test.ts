import { expect, test } from 'vitest'
import { programOf } from '../src/command-line/command-line.js'
import { candidates } from '../src/commands/completion/candidates.js'
import { stepsByPipeline } from '../src/configuration/wanted-pipelines.js'

const PIPELINES = {
  events: [{ load: 'clicks' }, { sql: 'count' }],
  daily: { needs: ['events'], steps: [{ load: 'days' }, 5] },
  broken: 'no steps',
}

/** What may come last, of what is written of a command with a space where the cursor is. */
function after(written: string): Promise<readonly string[]> {
  return candidates(
    programOf(async () => {}),
    written.split(' '),
    async (file) =>
      stepsByPipeline(file === 'other.yaml' ? { pipelines: { other: [] } } : { pipelines: PIPELINES }),
  )
}

test.each([
  ['r', ['report', 'run']],
  ['journal s', ['show']],
  ['help jo', ['journal']],
  ['run --keep', ['--keep-going']],
  ['run --if-running ', ['skip', 'wait']],
  ['completion ', ['bash', 'fish', 'zsh']],
  ['run ', ['broken', 'daily', 'daily/days', 'events', 'events/clicks', 'events/count']],
  ['run --json ev', ['events', 'events/clicks', 'events/count']],
  ['plan --config other.yaml ', ['other']],
  ['journal show d', ['daily/days']],
  ['run --config ', []],
  ['sandbox -- arbalest ', []],
  ['schema infer s3', []],
])('%j may go on with %j', async (written, expected) => {
  expect(await after(written)).toEqual(expected)
})

test.each([undefined, 5, { pipelines: null }, { pipelines: [[]] }])(
  'a configuration that is %j has no names',
  (value) => {
    expect([...stepsByPipeline(value).values()].flat()).toEqual([])
  },
)
