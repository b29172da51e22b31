import { MARK } from '../../sql/writing/names.js'
import type { Backend } from '../backend/backend.js'
import { describedColumns, rowDescription } from '../messages/described-column.js'
import type { DescribedColumn } from '../messages/described-column.js'
import { body } from '../messages/frame.js'
import type { Frame } from '../messages/frame.js'
import { int16, int32, message } from '../messages/message.js'
import type { ProtocolVersion } from '../messages/startup.js'
import { columnMetadata, noMetadata } from './column-metadata.js'
import { openScales, withScales } from './numeric-scales.js'
import { isText, outward, redshiftType } from './value-forms.js'
import type { Convert } from './value-forms.js'

/** Writes results as a cluster sends them, by the version that the session has agreed on. */
export class Results {
  readonly #backend: Backend
  readonly #version: ProtocolVersion | undefined

  constructor(backend: Backend, version: ProtocolVersion | undefined) {
    this.#backend = backend
    this.#version = version
  }

  /** Whether a row description takes questions to the catalog, which must be asked before any rows come. */
  get needCatalog(): boolean {
    return this.#version !== undefined && this.#version > 0
  }

  /** The columns in `frame`, a row description of `sql`, with the scales that PostgreSQL leaves open. */
  async columns(frame: Frame, sql: string): Promise<readonly DescribedColumn[]> {
    const columns = describedColumns(frame)
    const open = this.#version !== undefined && this.#version >= 2 && openScales(columns)
    return open ? withScales(this.#backend, sql, columns) : columns
  }

  /** The row description of `columns`. */
  async description(columns: readonly DescribedColumn[]): Promise<Buffer> {
    const metadata = await columnMetadata(this.#backend, columns, this.#version ?? 0)
    return rowDescription(
      columns.map((column) => this.#named(column)),
      metadata,
    )
  }

  /** As {@link description}, by version 0. */
  plainDescription(columns: readonly DescribedColumn[]): Buffer {
    return rowDescription(
      columns.map((column) => this.#named(column)),
      noMetadata,
    )
  }

  /** What writes rows of `columns`. */
  rows(columns: readonly DescribedColumn[], isBinary: (index: number) => boolean): (frame: Frame) => Buffer {
    const converts = columns.map((column, i) => outward(column, isBinary(i), this.#version))
    const write: (frame: Frame) => Buffer = converts.some(Boolean)
      ? (frame) => convertedRow(frame, converts)
      : ({ bytes }) => bytes
    const { names } = this.#backend
    if (names.none || !columns.some(isText)) return write
    // Values of the catalog, which are the short names of long ones.
    const named = columns.map((column, i) => (isText(column) ? names.clientValue : converts[i]))
    return (frame) => (frame.bytes.includes(MARK) ? convertedRow(frame, named) : write(frame))
  }

  /**
   * What writes the response to `sql`, a query message, by `push`. Throws a RedshiftError if PostgreSQL refuses to
   * describe it.
   */
  async answer(sql: string, push: (bytes: Buffer) => void): Promise<(frame: Frame) => void> {
    let columns = this.needCatalog ? await this.#describe(sql) : undefined
    const description = columns && (await this.description(columns))
    let write: ((frame: Frame) => Buffer) | undefined
    return (frame) => {
      if (frame.type === 'T') {
        columns ??= describedColumns(frame)
        push(description ?? this.plainDescription(columns))
      } else if (frame.type === 'D') {
        write ??= this.rows(columns ?? [], () => false)
        push(write(frame))
      }
    }
  }

  async #describe(sql: string): Promise<readonly DescribedColumn[] | undefined> {
    const description = await this.#backend.describe(sql)
    return description && this.columns(description, sql)
  }

  #named(column: DescribedColumn): DescribedColumn {
    return { ...column, name: this.#backend.names.clientName(column.name), type: redshiftType(column) }
  }
}

function convertedRow(frame: Frame, converts: readonly (Convert | undefined)[]): Buffer {
  const bytes = body(frame)
  let at = 2
  const values = converts.flatMap((convert) => {
    const length = bytes.readInt32BE(at)
    const value = bytes.subarray(at + 4, at + 4 + Math.max(length, 0))
    at += 4 + value.length
    if (length < 0) return [int32(-1)]
    const converted = convert ? convert(value) : value
    return [int32(converted.length), converted]
  })
  return message('D', int16(converts.length), ...values)
}
