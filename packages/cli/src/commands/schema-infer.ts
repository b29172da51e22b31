import type { Source } from '@arbalest/core'
import type * as Schema from '@arbalest/schema'
import { count } from '../amount.js'
import type { InferOptions, S3Prefix } from '../schema-commands.js'
import { findModule } from '../find-module.js'
import type { Output } from '../output.js'
import { perform } from '../perform.js'

/** What is used of `@arbalest/source-s3`. */
interface SourceModule {
  readonly S3Source: new (options: S3Prefix, signal: AbortSignal) => Source & AsyncDisposable
}

/** Bytes of each object that are read, uncompressed; more where its first document is longer. */
const MOST_BYTES = 1024 * 1024

/** How many objects are read between two words on how far it has come. */
const PACE = 100

/** Prints a pipeline that loads what lies under an S3 prefix, its table inferred from a sample of the objects there. */
export function schemaInferCommand(place: S3Prefix, options: InferOptions): Promise<number> {
  return perform(false, async (output, signal) => {
    const { bucket, prefix } = place
    const { table = tableFor(place) } = options
    const { infer, printStep, spread, documentsOf } = await findModule<typeof Schema>('@arbalest/schema')
    const { S3Source } = await findModule<SourceModule>('@arbalest/source-s3')
    await using source = new S3Source({ bucket, prefix }, signal)
    output.progress(`listing s3://${bucket}/${prefix}`)
    const { sample, total } = await spread(source.list(), options.sample)
    output.progress(`reading ${total > sample.length ? `${sample.length} of ` : ''}${count(total, 'object')}`)
    const documents = readAll(sample, output, (object) => documentsOf(object, { most: MOST_BYTES }))
    const inferred = await infer(documents)
    const objects = { read: sample.length, total }
    output.line(printStep(inferred, { bucket, prefix, table, objects }).trimEnd())
  })
}

async function* readAll<T, D>(
  objects: readonly T[],
  output: Output,
  read: (object: T) => AsyncIterable<D>,
): AsyncGenerator<D> {
  for (const [index, object] of objects.entries()) {
    if (index > 0 && index % PACE === 0)
      output.progress(`read ${index} of ${count(objects.length, 'object')}`)
    yield* read(object)
  }
}

/** The last word of the place: what stands before a date or a number there says nothing of what it holds. */
function tableFor({ bucket, prefix }: S3Prefix): string {
  const words = [bucket, ...prefix.split('/')].map((word) =>
    word
      .toLowerCase()
      .replaceAll(/[^a-z\d]+/g, '_')
      .replaceAll(/^_+|_+$/g, ''),
  )
  const named = words.filter((word) => /^[a-z]/.test(word)).at(-1) ?? 'events'
  return named.slice(0, MOST_LETTERS)
}

const MOST_LETTERS = 100
