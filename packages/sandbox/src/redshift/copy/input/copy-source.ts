import { type CopyObject, type CopyObjects, SMALL_OBJECT } from '../../objects/copy-objects.js'
import type { S3Location } from '../../objects/s3-location.js'
import { serviceError } from '../../objects/service-error.js'
import { RedshiftError } from '../../redshift-error.js'
import type { CopyStatement } from '../statement/copy-statement.js'
import { type ManifestEntry, parseManifest } from './manifest.js'

/** Bytes of a manifest or a JSONPaths file that are read: far more than either needs. */
const LARGEST_FILE = 256 * 1024 * 1024

/** How many requests are under way at once. */
const SIDE_BY_SIDE = 16

/**
 * The objects that a COPY loads, in order; those a manifest names twice come twice. Small ones come with their
 * content. Throws `RedshiftError` if there are none, or a mandatory one is missing.
 */
export async function* copySource(
  { source, manifest, format }: Pick<CopyStatement, 'source' | 'manifest' | 'format'>,
  objects: CopyObjects,
): AsyncGenerator<CopyObject> {
  const columnar = format.kind === 'parquet'
  const found = manifest
    ? manifestObjects(source, objects, columnar)
    : inOrder(objects.list(source), (object) => (columnar ? object : withContent(object, objects)))
  let none = true
  for await (const object of found) {
    none = false
    yield object
  }
  if (!none) return
  throw manifest
    ? serviceError('No files found for the COPY command', { context: contextOf(source) })
    : serviceError(`The specified S3 prefix '${source.key}' does not exist`)
}

async function* manifestObjects(
  source: S3Location,
  objects: CopyObjects,
  columnar: boolean,
): AsyncGenerator<CopyObject> {
  if (source.key === '')
    throw serviceError('COPY with MANIFEST parameter requires full path of an S3 object.')
  const context = contextOf(source)
  const content = await readText(source, objects).catch((error: unknown) => {
    throw error instanceof RedshiftError
      ? serviceError(`Problem reading manifest file - ${error.message}`, { context })
      : error
  })
  const entries = parseManifest(content, source.url)
  if (columnar && entries.some(({ contentLength }) => contentLength === undefined)) {
    throw serviceError("File entry does not have 'meta' key.", { code: 15003, context })
  }
  const find = (location: S3Location) => (columnar ? objects.find(location) : objects.fetch(location))
  for await (const object of inOrder(entries, (entry) => findEntry(entry, find, context))) {
    if (object) yield object
  }
}

function contextOf({ url }: S3Location): string {
  return `Manifest file location=${url}`
}

/** https://docs.aws.amazon.com/redshift/latest/dg/loading-data-files-using-manifest.html */
async function findEntry(
  { location, mandatory, contentLength }: ManifestEntry,
  find: (location: S3Location) => Promise<CopyObject | undefined>,
  context: string,
): Promise<CopyObject | undefined> {
  const object = await find(location)
  if (object === undefined && mandatory) {
    throw serviceError('Mandatory url is not present in manifest file.', {
      context: `${context} url=${location.url}`,
    })
  }
  if (object !== undefined && contentLength !== undefined && contentLength !== object.size) {
    return { ...object, size: contentLength }
  }
  return object
}

async function withContent(object: CopyObject, objects: CopyObjects): Promise<CopyObject> {
  if (object.size > SMALL_OBJECT) return object
  const chunks = []
  for await (const chunk of await objects.open(object.location, object.whole)) chunks.push(chunk)
  return { ...object, content: Buffer.concat(chunks) }
}

/** Yields what `work` makes of each item, in their order, while it works on those behind. */
async function* inOrder<T, R>(
  items: Iterable<T> | AsyncIterable<T>,
  work: (item: T) => R | Promise<R>,
): AsyncGenerator<R> {
  const waiting: Promise<R>[] = []
  for await (const item of items) {
    const working = Promise.resolve(work(item))
    working.catch(() => {}) // it is thrown when it is its turn
    if (waiting.push(working) === SIDE_BY_SIDE) yield await waiting.shift()!
  }
  for (const working of waiting) yield await working
}

/** A small object as text, such as a manifest or a JSONPaths file: plain UTF-8, even if the data are not. */
export async function readText(location: S3Location, objects: CopyObjects): Promise<string> {
  const chunks = []
  let size = 0
  for await (const chunk of await objects.open(location)) {
    chunks.push(chunk)
    size += chunk.length
    if (size > LARGEST_FILE) throw serviceError(`${location.url} is larger than ${LARGEST_FILE} bytes`)
  }
  return Buffer.concat(chunks).toString('utf8')
}
