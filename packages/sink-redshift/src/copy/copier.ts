import type { Copied, LoadError, Rejection, SourceObject, Target } from '@arbalest/core/plugin'
import type { Compression } from '../options/copy-options.js'
import type { RedshiftSinkOptions } from '../options/options.js'
import { ServerError } from '../session/server-error.js'
import type { Session, WithSession } from '../session/session.js'
import { copiedColumns, copyStatement } from '../statements/copy.js'
import { LAST_COPY } from '../statements/session.js'
import { checkAccount, fewestFiles, unaccountedLines } from './account.js'
import { byCompression } from './compression.js'
import type { CopyFiles } from './copy-files.js'
import { copyManifest } from './copy-manifest.js'
import { countRejected } from './count-rejected.js'
import { jsonPaths } from './json-paths.js'
import type { LoadDetails } from './load-details.js'
import { loadErrorOf, loadErrorTable, rejectionsOf } from './load-errors.js'
import { RejectedRows } from './rejected-rows.js'
import { scanErrorOf } from './scan-error.js'

/** What a {@link Copier} needs. */
export interface CopierOptions extends Pick<RedshiftSinkOptions, 'authorization' | 'copy'> {
  readonly files: CopyFiles
  /** Whether objects are only read, to find the rows that do not fit. Not for columnar objects. */
  readonly noLoad: boolean
  /** Lends another session: a statement that fails there does not fail the transaction. */
  readonly withOtherSession: WithSession
  readonly details: LoadDetails
}

/** Whether COPY reads objects of this format by columns, and so has neither NOLOAD nor MAXERROR for them. */
export function isColumnar({ format }: RedshiftSinkOptions['copy']): boolean {
  return format === 'parquet'
}

/** Copies objects into tables, in one transaction. */
export class Copier {
  readonly #session: Session
  readonly #options: CopierOptions

  constructor(session: Session, options: CopierOptions) {
    this.#session = session
    this.#options = options
  }

  /**
   * Adds the rows of `objects` to the table `into`, with one COPY for each compression among them.
   * Throws `LoadError` if rows do not fit and the options do not allow that, and `SinkError` with
   * the code `UNACCOUNTED` if not all of the objects, or of the rows that they say they have, were read.
   */
  async copy(into: Target, objects: readonly SourceObject[]): Promise<Copied> {
    if (objects.length === 0) return { rows: 0, rejected: 0 }
    const { copy, files } = this.#options
    const { format = 'json' } = copy
    if (format !== 'json') return this.#copyGroups(into, objects)
    return files.jsonPaths(jsonPaths(copiedColumns(into)), (url) => this.#copyGroups(into, objects, url))
  }

  async #copyGroups(into: Target, objects: readonly SourceObject[], paths?: string): Promise<Copied> {
    let [rows, unaccounted] = [0, 0]
    const rejected = new RejectedRows()
    for (const [compression, group] of this.#groupsOf(objects)) {
      const copied = await this.#copyGroup(into, group, compression, paths)
      rows += copied.rows
      unaccounted += copied.unaccounted ?? 0
      rejected.add(copied)
    }
    return { rows, ...(unaccounted > 0 && { unaccounted }), ...rejected.total }
  }

  #groupsOf(objects: readonly SourceObject[]): ReadonlyMap<Compression, readonly SourceObject[]> {
    const { copy } = this.#options
    // Columnar files say themselves how they are compressed.
    const given = copy.format === 'parquet' ? 'none' : copy.compression
    return given === undefined ? byCompression(objects) : new Map([[given, objects]])
  }

  #copyGroup(
    into: Target,
    objects: readonly SourceObject[],
    compression: Compression,
    paths: string | undefined,
  ): Promise<Copied> {
    const { files, copy, authorization, noLoad, details } = this.#options
    return files.manifest(copyManifest(objects, isColumnar(copy)), async (manifest) => {
      const command = { into, manifest, jsonPaths: paths, authorization, compression, options: copy, noLoad }
      try {
        await this.#session.query(copyStatement(command), `copy into "${into.table}"`)
      } catch (error) {
        const misfit = error instanceof ServerError && (await this.#misfitOf(into, objects, error))
        throw misfit || error
      }
      const { rejected, rejections } = await this.#rejected(objects)
      if (noLoad) return { rows: 0, rejected, rejections }
      const [last] = await this.#session.query(LAST_COPY, 'count the rows copied')
      const rows = Number(last?.['rows'])
      const account = {
        table: into.table,
        objects,
        rows,
        rejected,
        detail: await details.of(Number(last?.['query']), fewestFiles(objects)),
        headerLines: copy.format === 'parquet' ? 0 : (copy.ignoreHeader ?? 0),
      }
      checkAccount(account)
      return { rows, rejected, rejections, unaccounted: isColumnar(copy) ? 0 : unaccountedLines(account) }
    })
  }

  async #rejected(
    objects: readonly SourceObject[],
  ): Promise<{ rejected: number; rejections: readonly Rejection[] }> {
    const { withOtherSession } = this.#options
    const rejected = this.#mayLeaveOut ? await countRejected(this.#session, withOtherSession) : 0
    if (rejected === 0) return { rejected, rejections: [] }
    return { rejected, rejections: await rejectionsOf(this.#session, objects, withOtherSession) }
  }

  get #mayLeaveOut(): boolean {
    const { copy, noLoad } = this.#options
    return noLoad || (copy.format !== 'parquet' && (copy.maxError ?? 0) > 0)
  }

  /** If `error` says that rows did not fit: an error that says which. The transaction is lost already. */
  async #misfitOf(
    into: Target,
    objects: readonly SourceObject[],
    error: ServerError,
  ): Promise<LoadError | undefined> {
    const table = loadErrorTable(error.message)
    if (!table) return scanErrorOf(objects, error)
    await this.#session.rollback()
    return loadErrorOf(this.#session, table, into, objects, error)
  }
}
