import type { CopyObject, CopyObjects } from '../objects/copy-objects.js'
import { avroToJson } from './avro/avro-to-json.js'
import { columnLeftNull, columnsToLoad } from './copy-columns.js'
import { copySource } from './input/copy-source.js'
import { decompress } from './input/decompress.js'
import { transcode } from './input/transcode.js'
import { parquetRows } from './parquet/parquet-rows.js'
import { unfitError } from './parquet/parquet-schema.js'
import { readerFactory } from './record-readers.js'
import { type Fault, FAULT_CODE, type LoadError } from './reports/load-error.js'
import { LoadErrors } from './reports/load-errors.js'
import { RowWriter } from './row-writer.js'
import type { CopyFormat, CopyStatement } from './statement/copy-statement.js'
import type { CopyColumn, CopyTable } from './statement/copy-table.js'
import type { RecordReader } from './text/record-reader.js'

/** What became of one object. */
interface CopiedFile {
  readonly url: string
  /** Bytes, as stored. */
  readonly size: number
  readonly rows: number
  readonly rejected: number
  /** Lines read. */
  readonly lines: number
}

const CHUNK_LENGTH = 64 * 1024

/** One run of a COPY: the objects' records become rows for PostgreSQL's own COPY. */
export class CopyLoad {
  /** The columns that {@link rows} has fields for, in order. */
  readonly columns: readonly string[]
  readonly #statement: CopyStatement
  readonly #objects: CopyObjects
  readonly #columns: readonly CopyColumn[]
  readonly #writer: RowWriter
  readonly #errors: LoadErrors
  readonly #files: CopiedFile[] = []
  #loaded = 0

  /** Throws `RedshiftError` if the statement does not fit the table. */
  constructor(statement: CopyStatement, table: CopyTable, objects: CopyObjects) {
    this.#statement = statement
    this.#objects = objects
    this.#columns = columnsToLoad(statement, table)
    this.columns = this.#columns.map(({ name }) => name)
    this.#writer = new RowWriter(this.#columns, statement.conversions, columnLeftNull(this.#columns, table))
    this.#errors = new LoadErrors(table.name, statement.maxError)
  }

  /** Rows loaded so far; none with NOLOAD. */
  get loaded(): number {
    return this.#loaded
  }

  /** What could not be loaded so far, oldest first; of very many the first only. */
  get errors(): readonly LoadError[] {
    return this.#errors.recorded
  }

  /** Records that could not be loaded so far. */
  get rejected(): number {
    return this.#errors.count
  }

  /** The objects read so far, to their ends. */
  get files(): readonly CopiedFile[] {
    return this.#files
  }

  /**
   * The rows in PostgreSQL's COPY text format, in chunks of some 64 KiB; nothing with NOLOAD. Read it once.
   * Throws `RedshiftError` if the load fails, by S3 or by as many errors as MAXERROR allows.
   */
  async *rows(): AsyncGenerator<Buffer> {
    const { format, conversions } = this.#statement
    const newReader =
      format.kind === 'parquet'
        ? undefined
        : await readerFactory(format, conversions, this.#columns, this.#objects)
    for await (const object of copySource(this.#statement, this.#objects)) {
      if (isJsonPathsFile(object, format)) {
        this.#errors.add({ fault: PATHS_AS_DATA }, { raw: '', line: 1 }, object.location.url)
        continue
      }
      const file = { url: object.location.url, size: object.size, rows: 0, rejected: 0, lines: 0 }
      const rows =
        newReader === undefined ? this.#parquetRows(object, file) : this.#textRows(object, newReader(), file)
      for await (const chunk of rows) if (!this.#statement.noLoad) yield chunk
      if (!this.#statement.noLoad) this.#loaded += file.rows
      this.#files.push(file)
    }
  }

  async *#textRows(object: CopyObject, reader: RecordReader, file: Counts): AsyncGenerator<Buffer> {
    const { location } = object
    const before = this.rejected
    let text = ''
    for await (const { bytes, last } of withLast(this.#content(object))) {
      reader.push(bytes, last)
      while (reader.next()) {
        const row = this.#writer.row(reader)
        if (typeof row !== 'string') {
          this.#errors.add(row, reader, location.url)
          continue
        }
        file.rows++
        text += row
        if (text.length >= CHUNK_LENGTH) {
          yield Buffer.from(text, 'latin1')
          text = ''
        }
      }
    }
    if (text !== '') yield Buffer.from(text, 'latin1')
    file.rejected = this.rejected - before
    file.lines = reader.line
  }

  async *#parquetRows(object: CopyObject, file: Counts): AsyncGenerator<Buffer> {
    const { format, conversions } = this.#statement
    const serializeToJson = format.kind === 'parquet' && format.serializeToJson
    const options = { fillRecord: conversions.fillRecord, serializeToJson }
    let text = ''
    for await (const fields of parquetRows(object, this.#columns, this.#objects, options)) {
      const row = this.#writer.row({ fields, fault: undefined })
      // MAXERROR does not go with columnar formats: the first error fails the load.
      if (typeof row !== 'string') throw unfitError(row, object.location.url)
      file.rows++
      text += row
      if (text.length >= CHUNK_LENGTH) {
        yield Buffer.from(text, 'latin1')
        text = ''
      }
    }
    if (text !== '') yield Buffer.from(text, 'latin1')
    file.lines = file.rows
  }

  async *#content({ location, whole, content }: CopyObject): AsyncGenerator<Uint8Array> {
    const { compression, conversions, format } = this.#statement
    const stored = content ? once(content) : await this.#objects.open(location, whole)
    const bytes = decompress(stored, compression, location.url)
    if (format.kind === 'avro') yield* avroToJson(bytes, location.url)
    else yield* transcode(bytes, conversions.encoding, location.url)
  }
}

const PATHS_AS_DATA: Fault = { code: FAULT_CODE.line, reason: 'The JSONPaths file is among the data files' }

/** https://docs.aws.amazon.com/redshift/latest/dg/copy-parameters-data-format.html#copy-json: read as data, it errs. */
function isJsonPathsFile({ location }: CopyObject, format: CopyFormat): boolean {
  if ((format.kind !== 'json' && format.kind !== 'avro') || typeof format.mapping === 'string') return false
  return location.bucket === format.mapping.bucket && location.key === format.mapping.key
}

/** {@link CopiedFile} while it is counted. */
type Counts = { -readonly [name in keyof CopiedFile]: CopiedFile[name] }

async function* once(content: Uint8Array): AsyncGenerator<Uint8Array> {
  yield content
}

/** The chunks of `source`, and whether each is the last, which may be empty. */
async function* withLast(
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<{ bytes: Buffer; last: boolean }> {
  for await (const chunk of source) {
    yield { bytes: Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength), last: false }
  }
  yield { bytes: Buffer.alloc(0), last: true }
}
