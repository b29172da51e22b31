import { ByteWriter, ParquetWriter } from 'hyparquet-writer'
import type { SchemaElement } from 'hyparquet-writer'
import { parquetColumn } from './parquet-column.js'
import type { ParquetColumn } from './parquet-column.js'
import type { RowEncoder } from './row-encoder.js'
import type { UnloadColumn, UnloadRow } from './row-format.js'

/** Rows of a row group, which is held in memory until it is full. */
const GROUP = 20_000

/** Rows as Parquet. */
export class ParquetEncoder implements RowEncoder {
  readonly #columns: readonly ParquetColumn[]
  readonly #bytes = new ByteWriter()
  readonly #writer: ParquetWriter
  #rows: UnloadRow[] = []

  constructor(columns: readonly UnloadColumn[]) {
    this.#columns = columns.map(parquetColumn)
    const root: SchemaElement = { name: 'schema', num_children: columns.length }
    this.#writer = new ParquetWriter({
      writer: this.#bytes,
      schema: [root, ...this.#columns.map(({ element }) => element)],
    })
  }

  row(values: UnloadRow): Buffer | undefined {
    this.#rows.push(values)
    if (this.#rows.length < GROUP) return undefined
    this.#writeGroup()
    return this.#drain()
  }

  end(): Buffer {
    if (this.#rows.length > 0) this.#writeGroup()
    void this.#writer.finish()
    return this.#drain()
  }

  #writeGroup(): void {
    const rows = this.#rows
    this.#rows = []
    const columnData = this.#columns.map(({ element: { name }, read }, i) => ({
      name,
      data: rows.map((values) => {
        const value = values[i] ?? null
        return value === null ? null : read(value)
      }),
    }))
    void this.#writer.write({ columnData, rowGroupSize: GROUP })
  }

  /** What was written since; the writer goes on counting from the start of the file. */
  #drain(): Buffer {
    const bytes = Buffer.from(this.#bytes.getBytes())
    this.#bytes.index = 0
    return bytes
  }
}
