import { randomBytes } from 'node:crypto'
import {
  ascending,
  ConfigError,
  ConflictError,
  JOURNAL_HEAD,
  type Journal,
  type Mark,
  type PendingUnit,
  type Sink,
  type Transaction,
  type Unit,
  type VerifiedSegment,
} from '@arbalest/core'
import { detached } from './detached.js'
import { formatEntry, keyOf, versionOf } from './entry.js'
import { findMarks } from './find-marks.js'
import type { S3JournalOptions } from './options.js'
import { Recorder } from './recorder.js'
import { ScopeJournal } from './scope-journal.js'
import { SegmentWriter, type Sizes } from './segment-writer.js'
import type { Snapshot } from './snapshot.js'
import { Store } from './store.js'
import { verifySegments } from './verify-segments.js'

/** Whose journal it is. */
export interface S3JournalContext {
  /** Where its head stands. */
  readonly sink: Sink
  readonly scope: string
  /** Ends what is under way, with its reason, once it is aborted. */
  readonly signal?: AbortSignal | undefined
  /** Told what could not be tidied up, in one sentence; unheard unless given. */
  readonly notice?: ((message: string) => void) | undefined
}

/** What only tests set otherwise. */
export interface S3JournalTuning {
  /** Of how many runs of about one size there is made one; 8 unless given. */
  readonly fanIn?: number
  /** How large segments are made: 2 MiB, of blocks of 256 KiB, unless given. */
  readonly sizes?: Sizes
  /** Makes the ids of folders and objects: 16 hex digits, at random unless given. */
  readonly newId?: () => string
}

const DAY = 86_400_000
const SIZES = { segment: 2 * 1024 * 1024, block: 256 * 1024 }

/** What {@link S3Journal.pending} planned with, and what has become of it since. */
interface Plan {
  snapshot: Snapshot
}

/**
 * A journal for millions of units: sorted segments in S3, listed by an index that
 * a single mark in the sink names. What is recorded is written to S3 first, and
 * becomes real as the transaction changes that mark.
 */
export class S3Journal implements Journal, AsyncDisposable {
  readonly #store: Store
  readonly #journal: ScopeJournal
  readonly #recorder: Recorder
  readonly #sizes: Sizes
  readonly #plans = new WeakMap<Unit, Plan>()

  /** Does no I/O. */
  constructor(
    { bucket, prefix = 'arbalest/', keepDays = 1, ...s3 }: S3JournalOptions,
    { sink, scope, signal = new AbortController().signal, notice = () => {} }: S3JournalContext,
    { fanIn = 8, sizes = SIZES, newId = () => randomBytes(8).toString('hex') }: S3JournalTuning = {},
  ) {
    const key = `${prefix.replace(/\/*$/, '/')}${scope}/`
    this.#store = new Store(bucket, s3, signal)
    this.#journal = new ScopeJournal(sink, scope, this.#store, key, newId)
    const keep = keepDays * DAY
    this.#recorder = new Recorder(this.#journal, this.#store, { fanIn, sizes, keep, signal, notice })
    this.#sizes = sizes
  }

  async *pending(units: AsyncIterable<Unit>): AsyncGenerator<PendingUnit> {
    const plan: Plan = { snapshot: await this.#journal.open() }
    const opened = plan.snapshot
    const cursor = opened.cursor()
    try {
      for await (const unit of ascending(units)) {
        const found = cursor.find(unit.key)
        const version = found instanceof Promise ? await found : found
        if (version === unit.version) continue
        const pending = { ...unit, previous: typeof version === 'string' ? detached(version) : undefined }
        this.#plans.set(pending, plan)
        yield pending
      }
    } catch (error) {
      throw await this.#journal.explained(error, opened)
    } finally {
      await cursor.close()
    }
  }

  async newest(): Promise<string | undefined> {
    const snapshot = await this.#journal.open()
    const greatest = snapshot.greatest()
    if (greatest === undefined || (await findMarks(snapshot, [greatest])).has(greatest)) return greatest
    // It was forgotten, which is rare enough to look for the one before it among all there are.
    let newest: string | undefined
    for await (const { key } of this.marks()) newest = key
    return newest
  }

  /**
   * Records units that this very journal found pending. For any others it has to
   * read what is recorded, and with it the head, which not every sink lets be read
   * while a transaction is open.
   */
  async record(tx: Transaction, units: readonly PendingUnit[]): Promise<void> {
    if (units.length === 0) return
    const plan = this.#planOf(units) ?? { snapshot: await this.#openAsPlanned(units) }
    plan.snapshot = await this.#recorder.add(tx, plan.snapshot, units)
  }

  /** All that is recorded, in key order. */
  async *marks(): AsyncGenerator<Mark> {
    const snapshot = await this.#journal.open()
    const cursor = snapshot.cursor()
    try {
      for await (const line of cursor.lines()) {
        const version = versionOf(line)
        if (version !== null) yield { key: keyOf(line), version }
      }
    } catch (error) {
      throw await this.#journal.explained(error, snapshot)
    } finally {
      await cursor.close()
    }
  }

  /**
   * Begins the journal with `marks`, in key order, as if they had been recorded;
   * answers how many there are. Throws `ConfigError` where something was recorded before.
   */
  async import(marks: AsyncIterable<Mark>): Promise<number> {
    const { sink, scope } = this.#journal
    const snapshot = await this.#journal.open()
    if (snapshot.head) {
      throw new ConfigError(
        'CONFIG_INVALID',
        `"${scope}" already has a journal in ${sink.url}; only one in which nothing is recorded can be begun by import.`,
      )
    }
    const writer = new SegmentWriter(snapshot.folder, this.#sizes)
    for await (const mark of ascending(marks)) await writer.add(formatEntry(mark))
    const segments = await writer.finish()
    if (segments.length === 0) return 0
    await sink.transaction(scope, async (tx) => {
      await this.#journal.move(tx, snapshot, await snapshot.begin(segments))
    })
    return segments.reduce((sum, { count }) => sum + count, 0)
  }

  /** Forgets that the units under `keys` were loaded; answers the keys of those it knew. */
  async forget(keys: readonly string[]): Promise<string[]> {
    const { sink, scope } = this.#journal
    const snapshot = await this.#journal.open()
    const known = [...(await findMarks(snapshot, keys)).keys()]
    if (known.length > 0) {
      const entries = known.map((key) => ({ key, version: null }))
      await sink.transaction(scope, (tx) => this.#recorder.add(tx, snapshot, entries))
    }
    return known
  }

  /**
   * Reads every segment, and tells of each whether it is whole. Throws `SourceError`
   * where the index cannot be read, and `ConflictError` where a segment is spoilt that
   * another run has merged into others meanwhile, as it may have been removed.
   */
  async *verify(): AsyncGenerator<VerifiedSegment> {
    for await (const verified of verifySegments(await this.#journal.open())) {
      if (verified.fault && !(await this.#journal.open()).refersTo(verified.url))
        throw new ConflictError(this.#journal.scope, JOURNAL_HEAD)
      yield verified
    }
  }

  /** Closes the connections to S3. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#store.close()
  }

  #planOf(units: readonly Unit[]): Plan | undefined {
    const plan = this.#plans.get(units[0]!)
    return units.every((unit) => this.#plans.get(unit) === plan) ? plan : undefined
  }

  async #openAsPlanned(units: readonly PendingUnit[]): Promise<Snapshot> {
    const snapshot = await this.#journal.open()
    const keys = units.map(({ key }) => key)
    const known = await findMarks(snapshot, keys)
    const changed = units.find(({ key, previous }) => known.get(key) !== previous)
    if (changed) throw new ConflictError(this.#journal.scope, changed.key)
    return snapshot
  }
}
