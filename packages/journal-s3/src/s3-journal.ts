import { randomBytes } from 'node:crypto'
import type { Diagnosis, Journal, Sink } from '@arbalest/core/plugin'
import { ObjectStore } from '@arbalest/s3'
import { Recorder } from './ledger/recorder.js'
import { ScopeJournal } from './ledger/scope-journal.js'
import { S3Snapshot } from './ledger/snapshot.js'
import { S3Upkeep } from './ledger/upkeep.js'
import { folderAt, type S3JournalOptions } from './options.js'
import type { Sizes } from './segments/segment-writer.js'
import { journalDiagnosis } from './store/journal-diagnosis.js'
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
 * Methods throw `JournalError` if S3 refuses or does not respond, or what the journal
 * keeps there is lost or spoilt.
 *
 * @example
 * ```ts
 * await using journal = new S3Journal({ url: 's3://acme-meta/arbalest/' }, { sink, scope: 'daily/orders' })
 * ```
 */
export class S3Journal implements Journal, AsyncDisposable {
  readonly folders: readonly string[]
  readonly diagnosis: Diagnosis
  readonly upkeep: S3Upkeep
  readonly #store: ObjectStore
  readonly #journal: ScopeJournal
  readonly #recorder: Recorder
  readonly #another: (scope: string) => S3Journal
  readonly #others: S3Journal[] = []

  /** Does no I/O. Throws `ConfigError` if the URL is wrong, which the plugin's schema finds before. */
  constructor(options: S3JournalOptions, context: S3JournalContext, tuning: S3JournalTuning = {}) {
    const { url, keepDays = 1, ...s3 } = options
    const { bucket, key: folder } = folderAt(url)
    const { sink, scope, signal = new AbortController().signal, notice = () => {} } = context
    const { fanIn = 8, sizes = SIZES, newId = () => randomBytes(8).toString('hex') } = tuning
    const key = `${folder}${scope}/`
    this.#store = new ObjectStore(bucket, s3, { signal, translate: toJournalError })
    this.folders = [this.#store.url(folder)]
    this.diagnosis = journalDiagnosis({ bucket, key: folder }, s3, signal)
    this.#journal = new ScopeJournal(sink, scope, this.#store, key, newId)
    this.#recorder = new Recorder(this.#journal, { fanIn, sizes, keep: keepDays * DAY, signal, notice })
    this.#another = (name) => new S3Journal(options, { ...context, scope: name }, tuning)
    this.upkeep = new S3Upkeep(this.#journal, () => this.open(), sizes)
  }

  /** Returns the journal as it now stands, for one plan. */
  async open(): Promise<S3Snapshot> {
    return new S3Snapshot(this.#journal, this.#recorder, await this.#journal.read())
  }

  under(scope: string): S3Journal {
    const other = this.#another(scope)
    this.#others.push(other)
    return other
  }

  /** Closes the connections to S3. */
  async [Symbol.asyncDispose](): Promise<void> {
    for (const other of this.#others) await other[Symbol.asyncDispose]()
    this.#store.close()
  }
}
