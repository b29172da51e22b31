import type { CopyObject, CopyObjects } from '../../objects/copy-objects.js'
import type { S3Location } from '../../objects/s3-location.js'
import { serviceError } from '../../objects/service-error.js'
import { RedshiftError } from '../../redshift-error.js'
import type { CopyStatement } from '../statement/copy-statement.js'
import { type ManifestEntry, parseManifest } from './manifest.js'

/** Bytes of a manifest or a JSONPaths file that are read: far more than either needs. */
const LARGEST_FILE = 256 * 1024 * 1024

/**
 * The objects that a COPY loads, in order; those a manifest names twice come twice.
 * Throws `RedshiftError` if there are none, or a mandatory one is missing.
 */
export async function* copySource(
  { source, manifest, format }: Pick<CopyStatement, 'source' | 'manifest' | 'format'>,
  objects: CopyObjects,
): AsyncGenerator<CopyObject> {
  if (manifest) {
    yield* await manifestObjects(source, objects, format.kind === 'parquet')
    return
  }
  let none = true
  for await (const object of objects.list(source)) {
    none = false
    yield object
  }
  if (none) throw serviceError(`The specified S3 prefix '${source.key}' does not exist`)
}

async function manifestObjects(
  source: S3Location,
  objects: CopyObjects,
  columnar: boolean,
): Promise<CopyObject[]> {
  if (source.key === '')
    throw serviceError('COPY with MANIFEST parameter requires full path of an S3 object.')
  const context = `Manifest file location=${source.url}`
  const content = await readText(source, objects).catch((error: unknown) => {
    throw error instanceof RedshiftError
      ? serviceError(`Problem reading manifest file - ${error.message}`, { context })
      : error
  })
  const entries = parseManifest(content, source.url)
  if (columnar && entries.some(({ contentLength }) => contentLength === undefined)) {
    throw serviceError("File entry does not have 'meta' key.", { code: 15003, context })
  }
  const found = []
  for (let first = 0; first < entries.length; first += 16) {
    found.push(
      ...(await Promise.all(
        entries.slice(first, first + 16).map((entry) => findEntry(entry, objects, context)),
      )),
    )
  }
  const present = found.filter((object) => object !== undefined)
  // https://docs.aws.amazon.com/redshift/latest/dg/loading-data-files-using-manifest.html
  if (present.length === 0) throw serviceError('No files found for the COPY command', { context })
  return present
}

async function findEntry(
  { location, mandatory, contentLength }: ManifestEntry,
  objects: CopyObjects,
  context: string,
): Promise<CopyObject | undefined> {
  const object = await objects.find(location)
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
