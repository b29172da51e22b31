import type {
  Fault,
  Mark,
  Rehearsed,
  Sink,
  SinkPowers,
  Target,
  Transaction,
  TransactionContext,
} from '@arbalest/core/plugin'
import { formatS3Url } from '@arbalest/s3'
import { checkTarget } from './copy/check-target.js'
import { urlOf } from './connection/connection-options.js'
import { Copier, isColumnar, type OwnCopierOptions } from './copy/copier.js'
import { filesOfLoad, filesOfRehearsal } from './copy/files/copy-files.js'
import { Heads } from './copy/files/heads.js'
import { LoadDetails } from './copy/load-details.js'
import { Metadata } from './copy/files/metadata.js'
import { notesIn } from './copy/files/notes.js'
import { redshiftDiagnosis } from './diagnosis/diagnosis.js'
import { Ledgers } from './logs/ledgers.js'
import { KeptRows } from './logs/rejects.js'
import { pagesOfMarks, readMarks } from './marks/read-marks.js'
import { HiddenSecrets } from './secrets/hidden-secrets.js'
import type { RedshiftSinkOptions } from './options/options.js'
import { secretsOf } from './options/secrets-of.js'
import { Connections } from './session/connections.js'
import { translateError } from './session/error-translation.js'
import type { Session, WithSession } from './session/session.js'
import { transportOf } from './session/transport-of.js'
import type { RedshiftSinkContext } from './sink-context.js'
import { splitStatements } from './statements/syntax/split-statements.js'
import { OwnTables } from './tables/own-tables.js'
import { tablesOf } from './tables/tables.js'
import { isLocked } from './transaction/locks/is-locked.js'
import { executeAlone } from './transaction/execute-alone.js'
import { LockWatch } from './transaction/locks/lock-watch.js'
import { Locks } from './transaction/locks/locks.js'
import { Rehearsal } from './transaction/rehearsal.js'
import { Staging } from './staging/staging.js'
import { StagedTables } from './transaction/staged-tables.js'
import { rehearse, transact } from './transaction/transact.js'
import { RedshiftTransaction, type TransactionLogs } from './transaction/transaction.js'

/**
 * Loads Amazon Redshift through COPY. Each scope has a table of its own for its marks: LOCK locks a table, so scopes
 * neither wait for each other nor collide (Redshift's error 1023), unless both replace rows of the same table.
 *
 * @example
 * ```ts
 * await using sink = new RedshiftSink(
 *   completeOptions({ connection: process.env.REDSHIFT_URL!, iamRole: 'default', metadata: 's3://acme-meta/arbalest/' }),
 * )
 * ```
 */
export class RedshiftSink implements Sink {
  readonly url: string
  readonly folders: readonly string[]
  readonly powers: SinkPowers
  readonly #options: RedshiftSinkOptions
  readonly #connections: Connections
  readonly #metadata: Metadata
  readonly #staging: Staging | undefined
  readonly #copier: (session: Session, own: OwnCopierOptions) => Copier
  readonly #ledgers: Ledgers
  readonly #rejects: KeptRows
  readonly #watch: LockWatch
  readonly #own: OwnTables
  readonly #translate = (error: unknown) => translateError(error, this.url)
  // Its errors are those of the server.
  readonly #withOtherSession: WithSession = (work) => this.#connections.use(work)
  readonly #withSession: WithSession = (work) =>
    this.#withOtherSession(work).catch((error: unknown) => Promise.reject(this.#translate(error)))

  /** Connects on first use. */
  constructor(options: RedshiftSinkOptions, served: RedshiftSinkContext = {}) {
    const { signal = new AbortController().signal, notice = () => {}, trace, pipeline, table } = served
    const { connection, marksSchema } = options
    this.#options = options
    this.url = urlOf(connection)
    this.folders = [options.metadata, options.staging].flatMap((place) => (place ? [formatS3Url(place)] : []))
    const heads = new Heads(options.copy)
    this.#metadata = new Metadata(options.metadata, options.s3, signal)
    this.#staging = options.staging && new Staging(options.staging, options.s3, signal)
    const hidden = new HiddenSecrets(secretsOf(options))
    const transport = transportOf(connection, { url: this.url, signal, notice, trace, hidden, pipeline })
    this.#connections = new Connections(this.url, transport)
    const [withSession, withOtherSession] = [this.#withSession, this.#withOtherSession]
    const details = new LoadDetails(withOtherSession)
    const common = { authorization: options.authorization, copy: options.copy, heads, notice }
    this.#copier = (session, own) => new Copier(session, { ...common, details, withOtherSession, ...own })
    this.#watch = new LockWatch({ timeout: connection.lockTimeout, withOtherSession, notice })
    this.#own = new OwnTables({ marksSchema, table, withSession })
    this.#ledgers = new Ledgers({ own: this.#own, days: options.ledgerDays, withSession, notice })
    this.#rejects = new KeptRows({ own: this.#own, withSession, notice })
    const parts = { own: this.#own, url: this.url, options, metadata: this.#metadata, signal }
    const expires = () => this.#connections.expires
    const sessions = { withSession, withRawSession: withOtherSession, expires }
    const looking = { withSession, withOtherSession, watch: this.#watch }
    this.powers = {
      diagnosis: (needs) => redshiftDiagnosis(needs, { ...parts, ...sessions }),
      rehearse: (context, work) => this.#rehearse(context, work),
      split: splitStatements,
      executeAlone: (_, statements) => executeAlone(withSession, this.#translate, statements),
      notes: notesIn(this.#metadata, options.metadata, notice),
      busy: async (scope) => isLocked(await this.#own.marks(scope), looking),
      merge: true,
      ...(!isColumnar(options.copy) && { rejects: this.#rejects }),
      names: { read: (target, object, { open }) => heads.of(target, object, open) },
      tables: tablesOf((work) => this.#withSession(work)),
      history: (urls) => this.#ledgers.history(urls),
      ...(options.ledgerDays > 0 && { ledger: this.#ledgers }),
    }
  }

  check(target: Target): readonly Fault[] {
    return checkTarget(this.#options.copy, target)
  }

  /** Throws `SinkError` if Redshift cannot be reached, has no schema for them, or does not let the user read them. */
  marks(scope: string): AsyncGenerator<readonly Mark[]> {
    return pagesOfMarks(async (after) => {
      const table = await this.#own.marks(scope)
      return this.#withSession((session) =>
        this.#watch.patiently(session, table, () => readMarks(session, this.#own, scope, after)),
      )
    })
  }

  /**
   * Throws what `work` throws; `SinkError` with the code `CONNECTION_LOST` if it is not
   * known whether the transaction was committed, which the marks then show.
   */
  transaction<T>(context: TransactionContext, work: (tx: Transaction) => Promise<T>): Promise<T> {
    const { scope } = context
    return this.#connections.during(async () => {
      const marks = await this.#own.marks(scope)
      return this.#withSession((session) =>
        this.#logging(session, scope, (logs) => {
          const tx = new RedshiftTransaction(session, {
            context,
            marks,
            locks: new Locks(session, { marks, own: this.#own, watch: this.#watch }),
            staged: new StagedTables(session, scope, this.#options.replace),
            copier: this.#copier(session, {
              files: filesOfLoad(this.#metadata, scope, this.url),
              staged: this.#staging?.ofLoad(scope, this.url),
              source: context.source,
              badRows: context.badRows,
            }),
            ...logs,
            withOtherSession: this.#withOtherSession,
          })
          return transact(session, tx, this.#translate, work)
        }),
      )
    })
  }

  /** Does `work`, which commits what it writes to its logs. */
  #logging<T>(session: Session, scope: string, work: (logs: TransactionLogs) => Promise<T>): Promise<T> {
    return this.#ledgers.writing(session, scope, (ledger) =>
      this.#rejects.writing(session, scope, (rejects) => work({ ledger, rejects })),
    )
  }

  /**
   * Makes tables, runs statements and reads objects (with COPY's NOLOAD, or into a table for the trial if they are
   * Parquet), and rolls all of it back. Waits for no other transaction of the scope, and reads and sets no marks.
   */
  #rehearse(
    { scope, source }: TransactionContext,
    work: (tx: Transaction) => Promise<unknown>,
  ): Promise<Rehearsed> {
    const columnar = isColumnar(this.#options.copy)
    return this.#withSession(async (session) => {
      const rehearsal = new Rehearsal(session, {
        scope,
        staged: new StagedTables(session, scope, this.#options.replace),
        copier: this.#copier(session, {
          files: filesOfRehearsal(this.#metadata, scope),
          staged: this.#staging?.ofRehearsal(),
          noLoad: !columnar,
          source,
        }),
        withOtherSession: this.#withOtherSession,
        columnar,
      })
      return rehearse(session, rehearsal, this.#translate, work)
    })
  }

  /** Closes the connections to Redshift after what is under way, and then to S3, whose files that may yet need. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#connections.close().finally(() => {
      this.#metadata.close()
      this.#staging?.close()
    })
  }
}
