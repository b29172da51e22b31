import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runToEnd, startRun, type Command, type Ended } from './command.js'
import { startDataApiProxy } from '../proxies/data-api-proxy.js'
import { unwatched, type Watcher } from '../proxies/exchange.js'
import type { HttpProxy } from '../proxies/http-proxy.js'
import { readOutcome, type Outcome } from './outcome.js'
import { startRedshiftProxy, type RedshiftProxy } from '../proxies/redshift-proxy.js'
import type { Changes, Place, Scenario } from '../scenario.js'
import type { World } from '../world.js'

const INSTALLED = fileURLToPath(new URL('../../../node_modules', import.meta.url))

// A command that is killed leaves its session, and the locks in it, for so long.
const SESSION_KEEP_ALIVE = '2s'

let trials = 0

/** A scenario in a bucket, with tables and a pipeline that no other trial has. */
export class Trial implements AsyncDisposable {
  /** Sees all that passes between the command, Redshift and S3. */
  watch: Watcher = unwatched
  readonly name: string
  readonly proxy: RedshiftProxy
  readonly #world: World
  readonly #scenario: Scenario
  readonly #folder: string
  #dataApi: HttpProxy | undefined

  private constructor(world: World, scenario: Scenario, name: string, folder: string, proxy: RedshiftProxy) {
    this.name = name
    this.proxy = proxy
    this.#world = world
    this.#scenario = scenario
    this.#folder = folder
  }

  /** Makes all that is needed, and loads what the scenario has loaded beforehand. */
  static async begin(world: World, scenario: Scenario): Promise<Trial> {
    const name = `trial${++trials}`
    const folder = await mkdtemp(join(tmpdir(), 'arbalest-kills-'))
    await symlink(INSTALLED, join(folder, 'node_modules'))
    let watch: Watcher = unwatched
    const proxy = await startRedshiftProxy(
      () => world.url,
      (...instant) => watch(...instant),
    )
    const trial = new Trial(world, scenario, name, folder, proxy)
    watch = (...instant) => trial.watch(...instant)
    world.watchBucket(name, watch)
    if (world.dataApi !== undefined) trial.#dataApi = await startDataApiProxy(world.dataApi, watch)
    await world.fetch(name, { method: 'PUT' })
    await world.query(`create schema ${name}`)
    await trial.#configure()
    for (const statement of scenario.prepare?.(trial.place) ?? []) await world.query(statement)
    if (scenario.before) {
      await trial.change(scenario.before)
      await trial.finish()
    }
    await trial.change(scenario.changes)
    return trial
  }

  /** Where the trial takes place. */
  get place(): Place {
    return {
      bucket: this.name,
      table: (name) => `${name}_${this.name}`,
      source: (prefix, options) =>
        this.#scenario.inFolder
          ? // Trials of one scenario write their files at other times.
            {
              use: 'files',
              with: { folder: join(this.#folder, 'files', prefix), version: 'digest', ...options },
            }
          : { use: 's3', with: { url: `s3://${this.name}/${prefix}`, ...options } },
    }
  }

  /** Puts and removes objects. */
  async change(changes: Changes): Promise<void> {
    for (const [key, body] of Object.entries(changes)) {
      if (this.#scenario.inFolder) {
        await changeFile(join(this.#folder, 'files', key), body)
        continue
      }
      await this.#world.fetch(
        `${this.name}/${key}`,
        body === null ? { method: 'DELETE' } : { method: 'PUT', body },
      )
    }
  }

  /** Starts the command under trial, which may be killed or sent signals. */
  start(env: NodeJS.ProcessEnv = {}, preloaded?: URL): Command {
    return startRun(this.#folder, this.#environment(env), { words: this.#scenario.words, preloaded })
  }

  /** Runs the command under trial to its end. */
  run(env: NodeJS.ProcessEnv = {}, preloaded?: URL): Promise<Ended> {
    return runToEnd(this.#folder, this.#environment(env), { words: this.#scenario.words, preloaded })
  }

  /** Runs the command in peace, told nothing besides; throws where it fails. */
  async finish(): Promise<Ended> {
    this.watch = unwatched
    const ended = await runToEnd(this.#folder, this.#environment())
    if (ended.exitCode !== 0) throw new Error(`A run in peace ended with ${ended.exitCode}: ${ended.stderr}`)
    return ended
  }

  /** What there is now of tables, marks and files. */
  outcome(): Promise<Outcome> {
    return readOutcome(this.#world, this.name, this.#scenario.tables.map(this.place.table))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.watch = unwatched
    await this.proxy[Symbol.asyncDispose]()
    await this.#dataApi?.[Symbol.asyncDispose]()
    // Thousands of trials' tables would slow down those behind them.
    await this.#world.query(`drop schema ${this.name} cascade`)
    const tables = this.#scenario.tables.map(this.place.table)
    await this.#world.query(`drop table if exists ${tables.join(', ')} cascade`)
    await rm(this.#folder, { recursive: true, force: true })
  }

  #environment(more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
    return {
      ...this.#world.env,
      REDSHIFT_URL: this.proxy.url,
      ...(this.#dataApi && { AWS_ENDPOINT_URL_REDSHIFT_DATA: this.#dataApi.url }),
      ...more,
    }
  }

  get #connection(): string | object {
    if (!this.#dataApi) return '${env:REDSHIFT_URL}'
    const place = { iam: { workgroup: 'kills' }, database: 'dev' }
    return { ...place, via: 'data-api', sessionKeepAlive: SESSION_KEEP_ALIVE }
  }

  async #configure(): Promise<void> {
    const { sink, journal, steps, others } = this.#scenario.configure(this.place)
    const metadata = `s3://${this.name}/arbalest/`
    const configuration = {
      sink: {
        use: 'redshift',
        // In a schema of its own, as each new ledger makes the view of all ledgers in its schema anew: of a thousand, that takes long.
        with: {
          connection: this.#connection,
          iamRole: 'default',
          metadata,
          marksSchema: this.name,
          ...sink,
        },
      },
      ...(journal && { journal }),
      pipelines: { [this.name]: steps, ...others },
    }
    await writeFile(join(this.#folder, '.arbalestrc.json'), JSON.stringify(configuration))
  }
}

async function changeFile(path: string, body: string | Buffer | null): Promise<void> {
  if (body === null) return await rm(path)
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, body)
}
