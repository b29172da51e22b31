import {
  copiedColumns,
  LoadError,
  type BadRows,
  type Copied,
  type Rejection,
  type SourceObject,
  type Target,
} from '@arbalest/core/plugin'
import type { RedshiftSinkOptions } from '../options/options.js'
import { ServerError } from '../session/server-error.js'
import type { Session, WithSession } from '../session/session.js'
import { copyStatement } from '../statements/copy.js'
import { MOST_LOAD_ERRORS } from '../statements/catalog/load-errors.js'
import { LAST_COPY } from '../statements/session.js'
import { checkAccount, fewestFiles, unaccountedLines } from './account.js'
import type { CopyFiles } from './files/copy-files.js'
import { copyManifest } from './files/copy-manifest.js'
import { countRejected } from './rejections/count-rejected.js'
import { groupObjects, type Group, type Grouping } from './files/group-objects.js'
import { jsonPaths } from './files/json-paths.js'
import type { LoadDetails } from './load-details.js'
import { loadErrorFor, loadErrorOf } from './rejections/load-error-of.js'
import { loadErrorTable, rejectionsOf } from './rejections/load-errors.js'
import { damageIn, objectFault, withObjectFaults } from './rejections/object-fault.js'
import { RejectedRows } from './rejections/rejected-rows.js'
import { RowAllowance } from './rejections/row-allowance.js'
import { objectIn, scanErrorOf } from './rejections/scan-error.js'
import type { StagedFolder } from '../staging/staged-folder.js'

/** What a {@link Copier} needs. */
export interface CopierOptions extends Pick<RedshiftSinkOptions, 'authorization'>, Grouping {
  readonly files: CopyFiles
  /** Where objects that are not in S3 are put for as long as COPY reads them. Absent: such are refused. */
  readonly staged?: StagedFolder | undefined
  /** Whether objects are only read, to find all rows that do not fit. Not for columnar objects. Default: false. */
  readonly noLoad?: boolean | undefined
  /** Which rows that do not fit are left out. None of columnar objects. Default: none. */
  readonly badRows?: BadRows | undefined
  /** Lends another session: a statement that fails there does not fail the transaction. */
  readonly withOtherSession: WithSession
  readonly details: LoadDetails
}

/** What differs from copier to copier of one sink. */
export type OwnCopierOptions = Pick<CopierOptions, 'files' | 'staged' | 'noLoad' | 'badRows' | 'source'>

/** Whether COPY reads objects of this format by columns, and so has neither NOLOAD nor MAXERROR for them. */
export function isColumnar({ format }: RedshiftSinkOptions['copy']): boolean {
  return format === 'parquet' || format === 'orc'
}

/** Whether objects of this format are text in lines. */
function hasLines(copy: RedshiftSinkOptions['copy']): boolean {
  return !isColumnar(copy) && copy.format !== 'avro'
}

function headerLines(copy: RedshiftSinkOptions['copy']): number {
  return ('ignoreHeader' in copy ? copy.ignoreHeader : undefined) ?? 0
}

const NONE = { rejected: 0, rejections: [] }

/** Copies objects into tables, in one transaction. */
export class Copier {
  readonly #session: Session
  readonly #options: CopierOptions
  readonly #badRows: RowAllowance

  constructor(session: Session, options: CopierOptions) {
    this.#session = session
    this.#options = options
    this.#badRows = new RowAllowance(options.noLoad ? { most: Infinity } : options.badRows)
  }

  /** Whether COPY reads these objects by columns. */
  get columnar(): boolean {
    return isColumnar(this.#options.copy)
  }

  /**
   * Adds the rows of `objects` to the table `into`, with one COPY for each compression
   * and, if fields are matched by name, each order of them.
   * Throws `LoadError` if rows do not fit and the options do not allow that, and `SinkError` with
   * the code `UNACCOUNTED` if not all of the objects, or of the rows that they say they have, were read.
   */
  async copy(into: Target, objects: readonly SourceObject[]): Promise<Copied> {
    if (objects.length === 0) return { rows: 0, rejected: 0 }
    const { copy, files } = this.#options
    const { format = 'json' } = copy
    if (format !== 'json' && format !== 'avro') return this.#copyGroups(into, objects)
    return files.jsonPaths(jsonPaths(copiedColumns(into)), (url) => this.#copyGroups(into, objects, url))
  }

  async #copyGroups(into: Target, objects: readonly SourceObject[], paths?: string): Promise<Copied> {
    let [rows, unaccounted] = [0, 0]
    const rejected = new RejectedRows(this.#badRows.all ? Infinity : MOST_LOAD_ERRORS)
    for (const group of await groupObjects(into, objects, this.#options)) {
      const copied = await this.#inS3(group, (there) =>
        this.#copyGroup({ ...into, columns: group.columns }, there, paths),
      )
      rows += copied.rows
      unaccounted += copied.unaccounted ?? 0
      rejected.add(copied)
    }
    return { rows, ...(unaccounted > 0 && { unaccounted }), ...rejected.total }
  }

  #inS3(group: Group, work: (group: Group) => Promise<Copied>): Promise<Copied> {
    const { staged, source } = this.#options
    return staged ? staged.lend(group.objects, source, (objects) => work({ ...group, objects })) : work(group)
  }

  async #copyGroup(into: Target, group: Group, paths: string | undefined): Promise<Copied> {
    const { objects, compression } = group
    const { files, copy, authorization, noLoad = false, details } = this.#options
    let counting: Promise<Copied> | undefined
    await files.manifest(copyManifest(objects, isColumnar(copy)), async (manifest) => {
      const mostRejected = this.#badRows.left
      const said = { authorization, compression, options: copy, noLoad, mostRejected }
      const command = { into, manifest, jsonPaths: paths, ...said }
      if (!noLoad) details.prepare()
      try {
        await this.#session.query(copyStatement(command), `copy into "${into.table}"`)
      } catch (error) {
        const misfit = error instanceof ServerError && (await this.#misfitOf(into, group, error))
        throw misfit || error
      }
      // It is waited for below: the manifest can be removed meanwhile.
      counting = this.#count(into, group, mostRejected)
      counting.catch(() => {})
    })
    return counting!
  }

  /** Returns what the last COPY, of `group`, did, which may have left out `mostRejected` rows. */
  async #count(into: Target, group: Group, mostRejected: number): Promise<Copied> {
    const { objects } = group
    const { copy, noLoad = false, details } = this.#options
    const { rejected, rejections } = mostRejected > 0 ? await this.#rejected(group) : NONE
    // Slices may count their errors each for itself.
    if (!this.#badRows.take(rejected)) throw loadErrorFor(into, rejections)
    if (noLoad) return { rows: 0, rejected, rejections }
    const [last] = await this.#session.query(LAST_COPY, 'count the rows copied')
    const rows = Number(last?.['rows'])
    const account = {
      table: into.table,
      objects,
      rows,
      rejected,
      rowsInObjects: group.rows,
      detail: await details.of(Number(last?.['query']), fewestFiles(objects)),
      headerLines: headerLines(copy),
    }
    checkAccount(account)
    return { rows, rejected, rejections, unaccounted: hasLines(copy) ? unaccountedLines(account) : 0 }
  }

  async #rejected(group: Group): Promise<{ rejected: number; rejections: readonly Rejection[] }> {
    const { withOtherSession } = this.#options
    const rejected = await countRejected(this.#session, withOtherSession)
    if (rejected === 0) return NONE
    const all = this.#badRows.all ? rejected : undefined
    const rejections = await rejectionsOf(this.#session, group.objects, { withOtherSession, all })
    return { rejected, rejections: await this.#withFaults(rejections, group) }
  }

  /** If `error` says that rows did not fit: an error that says which. The transaction is lost already. */
  async #misfitOf(into: Target, group: Group, error: ServerError): Promise<LoadError | undefined> {
    const table = loadErrorTable(error.message)
    if (!table) return (await this.#illegible(group, error)) ?? scanErrorOf(group.objects, error)
    await this.#session.rollback()
    return loadErrorOf(this.#session, table, into, {
      objects: group.objects,
      cause: error,
      explain: (rejections) => this.#withFaults(rejections, group),
    })
  }

  /** An error that says why an object cannot be read at all, if `error` names one and its first bytes show that. */
  async #illegible(group: Group, error: ServerError): Promise<LoadError | undefined> {
    const object = objectIn(`${error.message} ${error.field('context') ?? ''}`, group.objects)
    if (!object) return undefined
    const fault = (await this.#faultOf(object, group)) ?? damageIn(error)
    const { url } = object
    return fault === undefined
      ? undefined
      : new LoadError(`${url}: ${fault}`, [], { cause: error, object: url })
  }

  #withFaults(rejections: readonly Rejection[], group: Group): Promise<readonly Rejection[]> {
    return withObjectFaults(rejections, group.objects, (object) => this.#faultOf(object, group))
  }

  #faultOf(object: SourceObject, { compression }: Group): Promise<string | undefined> {
    const { copy, source } = this.#options
    const readAs = { format: copy.format ?? 'json', compression, ignoreHeader: headerLines(copy) }
    return objectFault(object, { ...readAs, ...('encoding' in copy && { encoding: copy.encoding }) }, source)
  }
}
