import type { Source, SourceObject } from '@arbalest/core/plugin'
import {
  avroSchema,
  compressionOf,
  documentsOf,
  findForm,
  parquetColumns,
  recordsOf,
  type Bounds,
  type Format,
  type ObjectForm,
} from '@arbalest/formats'
import { forDuckDb, type InferredFor } from './for-duckdb.js'
import { infer } from './infer.js'
import { inferAvro } from './infer-avro.js'
import { inferParquet } from './infer-parquet.js'
import { inferRecords } from './infer-records.js'
import type { InferredTable } from './inferred-table.js'

/** How objects are read. */
export interface InferObjectsOptions extends Bounds {
  /** Their format. Default: as the first of them show. */
  readonly format?: Format | undefined
  /** What will load them. Default: `redshift`. */
  readonly sink?: InferredFor | undefined
  /** Is called before each object is read, with how many have been. */
  readonly onRead?: (read: number) => void
}

/**
 * Returns the table that `objects` of one format load into, as far as they are read: see {@link infer}, {@link inferAvro},
 * {@link inferRecords} and {@link inferParquet}, whose errors it throws, and
 * those of `open`; and of {@link forDuckDb}, if it is for that.
 *
 * @example
 * ```ts
 * const inferred = await inferObjects(source.open, objects, { most: 1024 * 1024 })
 * ```
 */
export async function inferObjects(
  open: NonNullable<Source['open']>,
  objects: readonly SourceObject[],
  { format, sink = 'redshift', onRead = () => {}, most }: InferObjectsOptions,
): Promise<InferredTable> {
  const form = await findForm(open, objects, format)
  const partly = new Set<SourceObject>()
  const opened: typeof open = (object, range) => watch(open(object, range), () => partly.add(object))
  const found = await inferIn(form, opened, objects, { most, onRead, sink })
  const inferred = sink === 'duckdb' ? forDuckDb(found) : found
  return partly.size > 0 ? { ...inferred, partly: partly.size } : inferred
}

/** Yields `content`; calls `onLeft` if it is left before its end. */
async function* watch(content: AsyncIterable<Uint8Array>, onLeft: () => void): AsyncGenerator<Uint8Array> {
  let ended = false
  try {
    yield* content
    ended = true
  } finally {
    if (!ended) onLeft()
  }
}

async function inferIn(
  form: ObjectForm,
  open: NonNullable<Source['open']>,
  objects: readonly SourceObject[],
  {
    onRead,
    most,
    sink,
  }: Required<Pick<InferObjectsOptions, 'onRead' | 'most'>> & { readonly sink: InferredFor },
): Promise<InferredTable> {
  async function* read<T>(one: (object: SourceObject) => AsyncIterable<T>): AsyncGenerator<T> {
    for (const [index, object] of objects.entries()) {
      onRead(index)
      yield* one(object)
    }
  }
  if (form.format === 'csv')
    return inferRecords(
      read((object) => recordsOf(open, object, form, { most })),
      form,
    )
  if (form.format === 'avro')
    return inferAvro(
      read(async function* (object) {
        yield { object: object.url, schema: await avroSchema(open, object, compressionOf(object.key)) }
      }),
    )
  if (form.format === 'parquet')
    return inferParquet(
      read(async function* (object) {
        yield { object: object.url, file: await parquetColumns(open, object) }
      }),
      sink,
    )
  return infer(read((object) => documentsOf(open, object, { most })))
}
