import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startSandbox } from '@arbalest/sandbox'
import { Client } from 'pg'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** The virtual environment called `name` of `npm run integrations`. */
export function installed(name: string): { readonly isInstalled: boolean; readonly bin: string } {
  const folder = join(root, '.integrations', name)
  return {
    isInstalled: existsSync(join(folder, 'installed.txt')),
    bin: join(folder, process.platform === 'win32' ? 'Scripts' : 'bin'),
  }
}

/** How a command of an orchestrator is run. */
interface CommandOptions {
  /** Ends it after its first transaction. Default: nothing does. */
  readonly signal?: NodeJS.Signals | undefined
  readonly env?: Readonly<Record<string, string>>
}

/** An example that an orchestrator runs, with its data in a sandbox. */
export interface Orchestrated extends AsyncDisposable {
  /** A folder of the test's own. */
  readonly folder: string
  /** The URL of Redshift. */
  readonly url: string
  /** Runs a command of the orchestrator in the example's folder; `told` is whether it was sent the signal. */
  run(
    words: readonly string[],
    options?: CommandOptions,
  ): Promise<{ readonly output: string; readonly told: boolean }>
  /** The ids in the table `events`, in order; none if there is no table. */
  ids(): Promise<number[]>
  /** Drops the table and all that is recorded of it. */
  forget(): Promise<void>
}

/** Starts a sandbox with the data of an example, whose orchestrator is in the virtual environment `name`. */
export async function orchestrated(
  name: string,
  env: (folder: string) => Readonly<Record<string, string>> = () => ({}),
): Promise<Orchestrated> {
  const example = join(root, 'examples', name)
  const { bin } = installed(name)
  const folder = await mkdtemp(join(tmpdir(), `arbalest-${name}-`))
  await cp(join(example, 'data'), join(folder, 'data'), { recursive: true })
  const sandbox = await startSandbox({ buckets: { acme: join(folder, 'data') } })
  const client = new Client(sandbox.url)
  await client.connect()
  const common = {
    ...sandbox.env,
    ...env(folder),
    HOME: folder,
    PYTHONPATH: [example, join(root, 'examples/python')].join(delimiter),
    PATH: [bin, join(root, 'node_modules/.bin'), process.env['PATH']].join(delimiter),
  }
  return {
    folder,
    url: sandbox.env['REDSHIFT_URL']!,
    async run([command, ...words], { signal, env: own } = {}) {
      const child = spawn(join(bin, command!), words, {
        cwd: example,
        env: { ...common, ...own },
        timeout: 300_000,
      })
      let output = ''
      let told = false
      for (const stream of [child.stdout, child.stderr])
        stream.setEncoding('utf8').on('data', (text: string) => {
          output += text
          if (signal && !told && /\bcommitted\b/.test(output)) told = child.kill(signal)
        })
      await once(child, 'close')
      return { output, told }
    },
    async ids() {
      const { rows } = await client
        .query<{ id: number }>('select id from events order by id')
        .catch((error: unknown) => {
          if ((error as { readonly code?: string }).code === '42P01') return { rows: [] }
          throw error
        })
      return rows.map(({ id }) => id)
    },
    async forget() {
      const { rows } = await client.query<{ tablename: string }>(
        "select tablename from pg_tables where tablename = 'events' or tablename like 'arbalest_%'",
      )
      for (const { tablename } of rows) await client.query(`drop table "${tablename}" cascade`)
    },
    async [Symbol.asyncDispose]() {
      await client.end()
      await sandbox.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
