import { existsSync } from 'node:fs'
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { rowsOf } from '../../../packages/sink-duckdb/test/fixture.js'
import type { Scenario } from '../scenario.js'
import { startRun, type Command } from '../trials/command.js'
import type { Objects } from './objects.js'

const INSTALLED = fileURLToPath(new URL('../../../node_modules', import.meta.url))
const KILL_ITSELF = new URL('../../../packages/sink-duckdb/test/kill-itself.js', import.meta.url)
const DATABASE = 'events.duckdb'

/** What is compared of the sink's own tables. */
const COMPARED: Readonly<Record<string, string>> = {
  'arbalest.marks': 'select "scope", "key", "version", "state" from arbalest.marks',
  'arbalest.loads':
    'select sum("units") as "units", sum("objects") as "objects", sum("bytes") as "bytes", sum("rows") as "rows" from arbalest.loads',
}

/** When a command kills itself: at an instant of what it asks of DuckDB, which goes on for some milliseconds if it has been asked. */
export interface KillAt {
  readonly number: number
  readonly delay: number
}

/** What runs have left: the rows of each table, in one order, as JSON. */
export type Left = Readonly<Record<string, readonly string[]>>

/** A scenario's database and configuration, in a folder of their own; the objects are those of all its trials. */
export class Trial implements AsyncDisposable {
  readonly #folder: string
  readonly #scenario: Scenario
  readonly #objects: Objects

  private constructor(folder: string, scenario: Scenario, objects: Objects) {
    this.#folder = folder
    this.#scenario = scenario
    this.#objects = objects
  }

  /** Begins with a copy of the database of `like`, or with none. */
  static async begin(scenario: Scenario, objects: Objects, like?: Trial): Promise<Trial> {
    const trial = new Trial(await mkdtemp(join(tmpdir(), 'arbalest-kills-')), scenario, objects)
    await symlink(INSTALLED, trial.#path('node_modules'))
    const { sink, steps, others } = scenario.configure(objects.place)
    const configuration = {
      sink: { use: 'duckdb', with: { file: `./${DATABASE}`, ...sink } },
      pipelines: { [objects.place.bucket]: steps, ...others },
    }
    await writeFile(trial.#path('.arbalestrc.json'), JSON.stringify(configuration))
    if (like && existsSync(like.#path(DATABASE))) await cp(like.#path(DATABASE), trial.#path(DATABASE))
    return trial
  }

  /** Starts the command under trial, which writes down its instants, and is killed at one of them, or at none. */
  start(at?: KillAt): Command {
    const env = {
      ...this.#objects.env,
      ARBALEST_INSTANTS: this.#path('instants'),
      ...(at && { ARBALEST_KILL_AT: JSON.stringify(at) }),
    }
    return startRun(this.#folder, env, { words: this.#scenario.words, preloaded: KILL_ITSELF })
  }

  /** Returns all instants that commands have written down. */
  async instants(): Promise<readonly string[]> {
    return (await readFile(this.#path('instants'), 'utf8')).trim().split('\n')
  }

  /** Runs the command in peace, told nothing besides. Throws if it fails. */
  async finish(): Promise<void> {
    const { exitCode, stderr } = await startRun(this.#folder, this.#objects.env).ended
    if (exitCode !== 0) throw new Error(`A run in peace ended with ${exitCode}: ${stderr}`)
  }

  /** Returns what there is now in the database. If all was loaded anew, how much the ledger says depends on the kill. */
  async left(): Promise<Left> {
    const file = this.#path(DATABASE)
    const tables = await rowsOf(
      file,
      `select schema_name || '.' || table_name as "name" from duckdb_tables() where database_name = 'events'`,
    )
    const left: Record<string, readonly string[]> = {}
    for (const name of tables.map((table) => String(table['name']))) {
      if (name === 'arbalest.loads' && this.#scenario.words) continue
      const query = COMPARED[name] ?? `select * from ${name}`
      const rows = await rowsOf(file, `select to_json(t)::varchar as "row" from (${query}) t order by 1`)
      left[name] = rows.map(({ row }) => String(row))
    }
    return left
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true })
  }

  #path(name: string): string {
    return join(this.#folder, name)
  }
}
