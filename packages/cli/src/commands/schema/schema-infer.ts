import { readFile, realpath, rename, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { counted, makeSource } from '@arbalest/core/host'
import { each, pages, type AnyPlugin, type SourceObject } from '@arbalest/core/plugin'
import type * as Schema from '@arbalest/schema'
import { download } from './download.js'
import { findModule } from '../../configuration/find-module.js'
import { perform } from '../../perform/perform.js'

/** The options of `schema infer`. */
export interface InferOptions {
  /** How many objects to read at most. */
  readonly sample: number
  /** The table's name. Default: made of the place. */
  readonly table?: string
  /** What will load them. */
  readonly sink: Schema.InferredFor
  /** The format of the objects. Default: as the first of them show. */
  readonly format?: Schema.Format
  /** A folder that some of the objects are downloaded to. Default: none is. */
  readonly download?: string
  /** The configuration that the pipeline is added to. Default: it is printed. */
  readonly into?: string
}

/** What is used of a package that is a source. */
interface SourceModule {
  readonly default: AnyPlugin<'source'>
}

/** Bytes of each object of text that are read, uncompressed; more if its first document or record is longer. */
const MOST_BYTES = 1024 * 1024

/** How many objects are read between two words on how far it has come. */
const PACE = 100

/** Prints a pipeline that loads the objects at `place`, a URL or the path of a folder; its table inferred from a sample of them. */
export function schemaInferCommand(place: string, options: InferOptions): Promise<number> {
  return perform(false, async (output, signal) => {
    const { table = tableFor(place), sink } = options
    const { addPipeline, inferObjects, PathFacts, printStep, spread } =
      await findModule<typeof Schema>('@arbalest/schema')
    const isInS3 = place.startsWith('s3://')
    const { default: plugin } = await findModule<SourceModule>(
      isInS3 ? '@arbalest/source-s3' : '@arbalest/source-files',
    )
    await using source = makeSource(plugin, isInS3 ? { url: place } : { folder: place }, signal)
    output.progress(`listing ${place}`)
    const paths = new PathFacts()
    const listed = paths.watch(each(pages<SourceObject>(source.list())))
    const { sample, total } = await spread(listed, options.sample)
    output.progress(
      `reading ${total > sample.length ? `${sample.length} of ` : ''}${counted(total, 'object')}`,
    )
    const ofObjects = await inferObjects(source.open, sample, {
      most: MOST_BYTES,
      format: options.format,
      sink,
      onRead: (read) => {
        if (read > 0 && read % PACE === 0)
          output.progress(`read ${read} of ${counted(sample.length, 'object')}`)
      },
    })
    const path = paths.columnsBeside(ofObjects)
    const inferred = { ...ofObjects, path }
    const parts = path?.columns.map(({ name }) => name).join(', ')
    if (parts) output.progress(`took columns from the folders that keys have: ${parts}`)
    if (options.download !== undefined) {
      const downloaded = await download(source.open, sample, options.download)
      output.progress(`downloaded ${counted(downloaded.length, 'object')} to ${options.download}`)
    }
    const objects = { read: sample.length, total }
    const step = { place, sink, table, objects }
    if (options.into === undefined) return output.line(printStep(inferred, step).trimEnd())
    const file = resolve(options.into)
    await replaceFile(file, addPipeline(await textOf(file), inferred, step))
    output.progress(`added the pipeline "${table.split('.').at(-1)}" to ${options.into}`)
  })
}

/** Returns the text of a file; empty if there is none. */
async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ''
    throw error
  }
}

/** Puts a file in the place of another at once, so that none is cut short. A link stays one. */
async function replaceFile(path: string, text: string): Promise<void> {
  const place = await realpath(path).catch(() => path)
  const beside = `${place}.${process.pid}.tmp`
  await writeFile(beside, text)
  await rename(beside, place)
}

/** The last word of the place: what stands before a date or a number there says nothing of what it holds. */
function tableFor(place: string): string {
  const path = place.startsWith('s3://') ? place.slice('s3://'.length) : resolve(place)
  const words = path.split(/[/\\]/).map((word) =>
    word
      .toLowerCase()
      .replaceAll(/[^a-z\d]+/g, '_')
      .replaceAll(/^_+|_+$/g, ''),
  )
  const named = words.filter((word) => /^[a-z]/.test(word)).at(-1) ?? 'events'
  return named.slice(0, MOST_LETTERS)
}

const MOST_LETTERS = 100
