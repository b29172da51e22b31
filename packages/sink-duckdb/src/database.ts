import { existsSync } from 'node:fs'
import { link, mkdtemp, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api'
import { lockTimeout, isLocked, toOpenError } from './duckdb-error.js'

const POLL_MS = 100

/** How the file of a database is waited for. */
export interface DatabaseOptions {
  /** Milliseconds. */
  readonly wait: number
  readonly signal: AbortSignal
}

/** Does work on a connection of its own. */
export type Connect = <T>(work: (connection: DuckDBConnection) => Promise<T>) => Promise<T>

/** What goes on with each file in this process: the end of the transaction that was begun last. */
const turns = new Map<string, Promise<void>>()

/**
 * A DuckDB database in a file. DuckDB lets one process at a time have a file open for writing
 * (https://duckdb.org/docs/stable/connect/concurrency): it is opened on first use, and kept open until it is closed.
 */
export class Database implements AsyncDisposable {
  readonly file: string
  readonly #options: DatabaseOptions
  #instance: Promise<DuckDBInstance> | undefined

  constructor(file: string, options: DatabaseOptions) {
    this.file = resolve(file)
    this.#options = options
  }

  /** Whether there is a file. */
  get exists(): boolean {
    return existsSync(this.file)
  }

  /**
   * Does `work` on a connection of its own, which it makes the file for if it is missing. Throws `SinkError` with the code `LOCK_TIMEOUT` if
   * another process has the file open for longer than the wait, and with others if it cannot be opened.
   */
  async connect<T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    this.#instance ??= this.#open()
    const instance = await this.#instance.catch((error: unknown) => {
      this.#instance = undefined
      throw error
    })
    return await this.#on(instance, work)
  }

  /** Opens the file, and waits for no other process. Throws as {@link connect} does. */
  async openAtOnce(): Promise<void> {
    this.#instance ??= this.#open(0)
    await this.#instance.catch((error: unknown) => {
      this.#instance = undefined
      throw error
    })
  }

  /** Does `work` with what gives it connections to the database; to an empty one in memory, gone after it, if there is no file. */
  async tryOut<T>(work: (connect: Connect) => Promise<T>): Promise<T> {
    if (this.exists) return await work((inner) => this.connect(inner))
    const instance = await DuckDBInstance.create(':memory:')
    try {
      return await work((inner) => this.#on(instance, inner))
    } finally {
      instance.closeSync()
    }
  }

  async #on<T>(instance: DuckDBInstance, work: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    const connection = await instance.connect()
    const interrupt = () => connection.interrupt()
    this.#options.signal.addEventListener('abort', interrupt)
    try {
      await connection.run("set TimeZone = 'UTC'")
      return await work(connection)
    } catch (error) {
      this.#options.signal.throwIfAborted()
      throw error
    } finally {
      this.#options.signal.removeEventListener('abort', interrupt)
      connection.closeSync()
    }
  }

  /** Does `work` once all that was begun before it on this file, in this process, has ended. */
  async inTurn<T>(work: () => Promise<T>): Promise<T> {
    const before = turns.get(this.file)
    let end = () => {}
    const ended = new Promise<void>((done) => {
      end = done
    })
    turns.set(this.file, ended)
    await before
    try {
      this.#options.signal.throwIfAborted()
      return await work()
    } finally {
      end()
      if (turns.get(this.file) === ended) turns.delete(this.file)
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const instance = await this.#instance?.catch(() => undefined)
    this.#instance = undefined
    instance?.closeSync()
  }

  async #open(wait = this.#options.wait): Promise<DuckDBInstance> {
    const { signal } = this.#options
    const deadline = Date.now() + wait
    // If that fails, DuckDB makes the file, or says why it cannot be made.
    if (!this.exists) await makeWhole(this.file).catch(() => {})
    for (;;) {
      signal.throwIfAborted()
      try {
        // By the cache: two instances of one process would not see each other's lock, and spoil the file.
        return await DuckDBInstance.fromCache(this.file)
      } catch (error) {
        if (!isLocked(error)) throw toOpenError(this.file, error)
        if (Date.now() >= deadline) throw lockTimeout(this.file, wait, error)
        await delay(POLL_MS)
      }
    }
  }
}

/**
 * Makes a file with an empty database, unless there is one by then. DuckDB writes a new file in several steps, and does not
 * open one of a process that was killed between them; this one is there all at once.
 */
async function makeWhole(file: string): Promise<void> {
  const folder = await mkdtemp(`${file}.new-`)
  try {
    const made = join(folder, 'empty')
    const instance = await DuckDBInstance.create(made)
    instance.closeSync()
    await link(made, file)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
