import type { Finding, SinkNeeds, Target } from '@arbalest/core/plugin'
import { formatS3Url, ObjectStore, parseS3Url, probeFolder } from '@arbalest/s3'
import { checkReading } from './check-reading.js'
import { checkRegions, copyRegion } from './check-regions.js'
import type { SignedIn } from './check-sign-in.js'
import type { Diagnosed } from './diagnosed.js'

/** A file of ours, and how COPY reads it. */
const CONTENT = '{"n":1}\n'
const TARGET: Target = { table: '', columns: [{ name: 'n', type: 'int', path: ['n'] }] }

/** Yields whether we can write to the metadata, Redshift can read that and an object of the source, and all of it is in one region. */
export async function* checkS3(
  { target, source, sample }: SinkNeeds & { readonly target: Target },
  user: SignedIn | undefined,
  diagnosed: Diagnosed,
): AsyncGenerator<Finding> {
  const { options, signal } = diagnosed
  const { bucket, key } = options.metadata
  const own = { place: formatS3Url(options.metadata), target: TARGET, copy: { region: copyRegion(options) } }
  let mayWrite = false
  const store = new ObjectStore(bucket, options.s3, { signal, translate: (error) => error })
  try {
    yield* probeFolder(store, key, CONTENT, {
      reads: false,
      async *meanwhile(url) {
        mayWrite = true
        const object = { key: url, version: 'own', size: CONTENT.length, url }
        yield await checkReading({ ...own, object, mayWrite }, user, diagnosed)
      },
    })
  } finally {
    store.close()
  }
  const place = source?.url.startsWith('s3://') ? source.url : undefined
  const buckets = new Set([bucket, ...(place === undefined ? [] : [parseS3Url(place).bucket])])
  yield* checkRegions([...buckets], diagnosed)
  if (place === undefined) return
  yield await checkReading(
    { place, object: sample, source, target, copy: options.copy, mayWrite },
    user,
    diagnosed,
  )
}
