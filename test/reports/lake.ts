import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { startSandbox } from '@arbalest/sandbox'
import { Client } from 'pg'
import { keepWorkspace, type Ended } from '../../packages/cli/test/workspace.js'

/** A bucket `lake`, a cluster, and the command as a user has it installed. */
export interface Lake extends AsyncDisposable {
  /** Puts an object into the bucket. */
  put(key: string, content: string | Uint8Array): Promise<void>
  /** Runs `arbalest` with a configuration of these pipelines, by their names: what stands in each one's load step besides its source. */
  run(pipelines: Readonly<Record<string, object>>, ...words: readonly string[]): Promise<Ended>
  /** The rows of a query. */
  query(text: string): Promise<readonly Readonly<Record<string, unknown>>[]>
}

/** Starts a sandbox. Each pipeline loads what lies under its own name. */
export async function startLake(): Promise<Lake> {
  const { folder, write, run } = await keepWorkspace(
    '@arbalest/sink-redshift',
    '@arbalest/source-s3',
    '@arbalest/schema',
    '@arbalest/strategy-timeseries',
  )
  const buckets = { lake: join(folder, 'lake'), meta: join(folder, 'meta') }
  for (const each of Object.values(buckets)) await mkdir(each, { recursive: true })
  const sandbox = await startSandbox({ buckets })
  const client = new Client(sandbox.url)
  await client.connect()
  return {
    put: (key, content) => write(`lake/${key}`, content),
    async run(pipelines, ...words) {
      const steps = Object.entries(pipelines).map(([name, step]) => [
        name,
        [
          {
            load: 's',
            source: { use: 's3', with: { url: `s3://lake/${name}/` } },
            strategy: { use: 'manifest' },
            ...step,
          },
        ],
      ])
      const sink = {
        use: 'redshift',
        with: { connection: sandbox.url, iamRole: 'default', metadata: 's3://meta/arbalest/' },
      }
      await write('.arbalestrc.json', JSON.stringify({ sink, pipelines: Object.fromEntries(steps) }))
      return run(words, { ...sandbox.env })
    },
    query: async (text) => (await client.query<Record<string, unknown>>(text)).rows,
    async [Symbol.asyncDispose]() {
      await client.end()
      await sandbox.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
