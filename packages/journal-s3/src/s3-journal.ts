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
import { ObjectStore } from '@arbalest/s3'
import { Recorder } from './ledger/recorder.js'
import { ScopeJournal } from './ledger/scope-journal.js'
import { Snapshot } from './ledger/snapshot.js'
import { verifySegments } from './ledger/verify-segments.js'
import type { S3JournalOptions } from './options.js'
import { formatEntry } from './segments/entry.js'
import { SegmentWriter, type Sizes } from './segments/segment-writer.js'
import { toJournalError } from './store/journal-error.js'

/** Whose journal it is. */
export interface S3JournalContext {
  /** Where its head stands. */
  readonly sink: Sink
  readonly scope: string
  /** Ends what is under way, with its reason, once it is aborted. */
  readonly signal?: AbortSignal | undefined
  /** Called with what could not be tidied up, in one sentence. */
  readonly notice?: ((message: string) => void) | undefined
}

/** What only tests set otherwise. */
export interface S3JournalTuning {
  /** How many runs of about one size are merged into one. Default: 8. */
  readonly fanIn?: number
  /** How large segments are made. Default: 2 MiB, of blocks of 256 KiB. */
  readonly sizes?: Sizes
  /** Makes the ids of folders and objects: 16 hex digits. Default: at random. */
  readonly newId?: () => string
}

const DAY = 86_400_000
const SIZES = { segment: 2 * 1024 * 1024, block: 256 * 1024 }

/**
 * A journal for millions of units: sorted segments in S3, listed by an index that
 * a single mark in the sink names. What is recorded is written to S3 first, and
 * becomes real as the transaction changes that mark.
 *
 * Methods throw `JournalError` if S3 refuses or does not answer, or what the journal
 * keeps there is lost or spoilt.
 */
export class S3Journal implements Journal, AsyncDisposable {
  readonly #store: ObjectStore
  readonly #journal: ScopeJournal
  readonly #recorder: Recorder
  readonly #sizes: Sizes
  readonly #planned = new WeakMap<Unit, Snapshot>()

  /** Does no I/O. */
  constructor(
    { bucket, prefix = 'arbalest/', keepDays = 1, ...s3 }: S3JournalOptions,
    { sink, scope, signal = new AbortController().signal, notice = () => {} }: S3JournalContext,
    { fanIn = 8, sizes = SIZES, newId = () => randomBytes(8).toString('hex') }: S3JournalTuning = {},
  ) {
    const key = `${prefix.replace(/\/*$/, '/')}${scope}/`
    this.#store = new ObjectStore(bucket, s3, { signal, translate: toJournalError })
    this.#journal = new ScopeJournal(sink, scope, this.#store, key, newId)
    this.#recorder = new Recorder(this.#journal, { fanIn, sizes, keep: keepDays * DAY, signal, notice })
    this.#sizes = sizes
  }

  /** The journal as it now stands, for one plan. */
  async open(): Promise<Snapshot> {
    return new Snapshot(this.#journal, this.#recorder, await this.#journal.read())
  }

  async *pending(units: AsyncIterable<Unit>): AsyncGenerator<PendingUnit> {
    const snapshot = await this.open()
    for await (const unit of snapshot.pending(units)) {
      this.#planned.set(unit, snapshot)
      yield unit
    }
  }

  async newest(): Promise<string | undefined> {
    return (await this.open()).newest()
  }

  /**
   * Records units that this very journal found pending. For any others it has to
   * read what is recorded, and with it the head, which not every sink lets be read
   * while a transaction is open.
   */
  async record(tx: Transaction, units: readonly PendingUnit[]): Promise<void> {
    const [first] = units
    if (!first) return
    const snapshot = this.#planned.get(first)
    const isOnePlan = units.every((unit) => this.#planned.get(unit) === snapshot)
    await (snapshot && isOnePlan ? snapshot : await this.#openAsPlanned(units)).record(tx, units)
  }

  /** All that is recorded, in key order. */
  async *marks(): AsyncGenerator<Mark> {
    yield* (await this.open()).marks()
  }

  /**
   * Begins the journal with `marks`, in key order, as if they had been recorded;
   * returns how many there are. Throws `ConfigError` if something was recorded before.
   */
  async import(marks: AsyncIterable<Mark>): Promise<number> {
    const { sink, scope } = this.#journal
    const empty = await this.#journal.read()
    if (empty.head) {
      throw new ConfigError(
        'CONFIG_INVALID',
        `"${scope}" already has a journal in ${sink.url}; only one in which nothing is recorded can be begun by import.`,
      )
    }
    const writer = new SegmentWriter(empty.folder, this.#sizes)
    for await (const mark of ascending(marks)) await writer.add(formatEntry(mark))
    const segments = await writer.finish()
    if (segments.length === 0) return 0
    await sink.transaction(scope, async (tx) => {
      await this.#journal.move(tx, empty, await empty.begin(segments))
    })
    return segments.reduce((sum, { count }) => sum + count, 0)
  }

  /** Forgets that the units under `keys` were loaded; returns the keys of those it knew. */
  async forget(keys: readonly string[]): Promise<string[]> {
    const { sink, scope } = this.#journal
    const snapshot = await this.open()
    const known = [...(await snapshot.find(keys)).keys()]
    if (known.length > 0) {
      const entries = known.map((key) => ({ key, version: null }))
      await sink.transaction(scope, (tx) => snapshot.record(tx, entries))
    }
    return known
  }

  /**
   * Reads every segment, and reports of each whether it is whole. Throws `JournalError`
   * if the index cannot be read, and `ConflictError` if a segment is spoilt that another
   * run has merged into others meanwhile, as it may have been removed.
   */
  async *verify(): AsyncGenerator<VerifiedSegment> {
    for await (const { key, ...verified } of verifySegments(await this.#journal.read())) {
      if (verified.fault && !(await this.#journal.read()).keys().includes(key))
        throw new ConflictError(this.#journal.scope, JOURNAL_HEAD)
      yield verified
    }
  }

  /** Closes the connections to S3. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#store.close()
  }

  async #openAsPlanned(units: readonly PendingUnit[]): Promise<Snapshot> {
    const snapshot = await this.open()
    const known = await snapshot.find(units.map(({ key }) => key))
    const changed = units.find(({ key, previous }) => known.get(key) !== previous)
    if (changed) throw new ConflictError(this.#journal.scope, changed.key)
    return snapshot
  }
}
