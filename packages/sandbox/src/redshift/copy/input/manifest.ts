import { RedshiftError } from '../../redshift-error.js'
import type { S3Location } from '../../objects/s3-location.js'
import { s3Location } from '../../objects/s3-location.js'
import { serviceError } from '../../objects/service-error.js'

/** One object that a manifest names. */
export interface ManifestEntry {
  readonly location: S3Location
  /** Whether COPY fails if the object is missing. */
  readonly mandatory: boolean
  /** `meta.content_length`, which columnar formats need. */
  readonly contentLength?: number
}

/**
 * Reads a manifest. Keys other than `url`, `mandatory` and `meta.content_length` are ignored.
 * https://docs.aws.amazon.com/redshift/latest/dg/loading-data-files-using-manifest.html
 * Throws `RedshiftError` if `content` is no manifest.
 */
export function parseManifest(content: string, url: string): ManifestEntry[] {
  let manifest: unknown
  try {
    manifest = JSON.parse(content)
  } catch {
    throw problem(url, 'it is not valid JSON')
  }
  const entries = isObject(manifest) ? manifest['entries'] : undefined
  if (!Array.isArray(entries)) throw problem(url, 'it has no "entries" array')
  return entries.map((entry: unknown, index) => {
    if (!isObject(entry) || typeof entry['url'] !== 'string')
      throw problem(url, `entry ${index} has no "url"`)
    const { mandatory = false, meta } = entry
    if (typeof mandatory !== 'boolean')
      throw problem(url, `"mandatory" of entry ${index} is neither true nor false`)
    const length = isObject(meta) ? meta['content_length'] : undefined
    return {
      location: objectLocation(entry['url'], url),
      mandatory,
      ...(typeof length === 'number' ? { contentLength: length } : {}),
    }
  })
}

function objectLocation(entry: string, url: string): S3Location {
  try {
    const location = s3Location(entry)
    if (location.key !== '') return location
  } catch (error) {
    if (!(error instanceof RedshiftError)) throw error
  }
  throw serviceError('COPY with MANIFEST parameter requires full path of an S3 object.', {
    context: `Manifest file location=${url} url=${entry}`,
  })
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function problem(url: string, reason: string): RedshiftError {
  return serviceError(`Problem reading manifest file - ${reason}`, {
    context: `Manifest file location=${url}`,
  })
}
