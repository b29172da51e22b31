import { ParquetEncoder } from './parquet-encoder.js'
import { TextEncoder } from './row-encoder.js'
import type { RowEncoder } from './row-encoder.js'
import { rowFormat } from './row-format.js'
import type { UnloadColumn, UnloadRow } from './row-format.js'
import { UnloadFile } from './unload-file.js'
import type { UnloadObjects } from '../objects/unload-objects.js'
import type { UnloadStatement } from './unload-statement.js'

/** Slices that write side by side, as those of a small cluster. */
const SLICES = 2

/** A file that has been written. */
export interface UnloadedFile {
  readonly url: string
  /** Bytes, as stored. */
  readonly size: number
  readonly rows: number
}

/** The files of one UNLOAD: one or more for each slice, in each partition. */
export class UnloadFiles {
  readonly #statement: UnloadStatement
  readonly #objects: UnloadObjects
  readonly #partition: readonly number[]
  readonly #kept: readonly number[]
  readonly #all: readonly UnloadColumn[]
  /** Those that the files hold. */
  readonly #columns: readonly UnloadColumn[]
  readonly #open = new Map<string, UnloadFile>()
  readonly #parts = new Map<string, number>()
  readonly #closed: UnloadedFile[] = []
  #rows = 0

  constructor(statement: UnloadStatement, columns: readonly UnloadColumn[], objects: UnloadObjects) {
    this.#statement = statement
    this.#objects = objects
    const { partition } = statement
    this.#partition =
      partition?.columns.map((name) => columns.findIndex((column) => column.name === name)) ?? []
    const left = partition?.include ? [] : this.#partition
    this.#kept = columns.map((_, i) => i).filter((i) => !left.includes(i))
    this.#columns = this.#kept.map((i) => columns[i]).filter((column) => column !== undefined)
    this.#all = columns
  }

  /** Rows so far. */
  get rows(): number {
    return this.#rows
  }

  async add(row: UnloadRow): Promise<void> {
    const slice = this.#statement.parallel ? this.#rows % SLICES : 0
    this.#rows++
    const place = `${this.#folder(row)}\0${slice}`
    const file = this.#open.get(place) ?? this.#create(place)
    await file.add(this.#kept.map((i) => row[i] ?? null))
    if (file.size >= this.#statement.maxFileSize) {
      this.#open.delete(place)
      await this.#close(file)
    }
  }

  /** Ends all files; those that were written, in the order of their names. */
  async end(): Promise<UnloadedFile[]> {
    for (const file of this.#open.values()) await this.#close(file)
    this.#open.clear()
    return this.#closed.toSorted((a, b) => (a.url < b.url ? -1 : 1))
  }

  /** Leaves what is not finished unfinished. */
  discard(): void {
    for (const file of this.#open.values()) file.discard()
  }

  async #close(file: UnloadFile): Promise<void> {
    const size = await file.close()
    this.#closed.push({ url: file.url, size, rows: file.rows })
  }

  #create(place: string): UnloadFile {
    const part = this.#parts.get(place) ?? 0
    this.#parts.set(place, part + 1)
    const [folder = '', slice = ''] = place.split('\0')
    const { target, gzip } = this.#statement
    const key = `${this.#prefix()}${folder}${this.#number(Number(slice), part)}${this.#ending()}`
    const file = new UnloadFile({ bucket: target.bucket, key, gzip }, this.#encoder(), this.#objects)
    this.#open.set(place, file)
    return file
  }

  #encoder(): RowEncoder {
    const { format, nullAs } = this.#statement
    if (format.kind === 'parquet') return new ParquetEncoder(this.#columns)
    const { head, row } = rowFormat(format, this.#columns, nullAs)
    return new TextEncoder(head, row)
  }

  /** Partitions are folders, so what they are in is one too. */
  #prefix(): string {
    const { target, partition } = this.#statement
    const folder = !partition || target.key === '' || target.key.endsWith('/')
    return folder ? target.key : `${target.key}/`
  }

  #folder(row: UnloadRow): string {
    return this.#partition
      .map((i) => `${this.#all[i]?.name}=${row[i] ?? '__HIVE_DEFAULT_PARTITION__'}/`)
      .join('')
  }

  #number(slice: number, part: number): string {
    if (!this.#statement.parallel) return String(part).padStart(3, '0')
    return `${String(slice).padStart(4, '0')}_part_${String(part).padStart(2, '0')}`
  }

  #ending(): string {
    const { extension, format, gzip } = this.#statement
    if (extension !== undefined) return `.${extension.replace(/^\./, '')}`
    return (format.kind === 'parquet' ? '.parquet' : '') + (gzip ? '.gz' : '')
  }
}
