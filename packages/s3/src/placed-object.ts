import { closedObject } from '@arbalest/core/plugin'
import * as v from 'valibot'
import { formatS3Url, isS3Url } from './s3-url.js'
import type { s3UrlSchema } from './s3-url-schema.js'

/** The options of what has a place in S3. */
interface PlacedEntries extends v.ObjectEntries {
  readonly url: typeof s3UrlSchema | v.GenericSchema<string>
}

/**
 * Returns what `closedObject` does, for options whose `url` is a place in S3. Options that name the place by `bucket`
 * and `prefix` have one fault for that, which says what to write; `prefix` is what counts if they name a bucket alone.
 *
 * @example
 * ```ts
 * const options = optionsSchema(placedObject({ url: s3UrlSchema, ...s3OptionsSchema.entries }))
 * ```
 */
export function placedObject<E extends PlacedEntries>(
  entries: E,
  prefix = '',
): v.StrictObjectSchema<E, string | undefined> {
  const schema = closedObject(entries)
  const closed = schema['~run'].bind(schema)
  const run: typeof closed = (dataset, config) => {
    const input = dataset.value
    if (!isInParts(input)) return closed(dataset, config)
    const { bucket: _bucket, prefix: _prefix, ...others } = input
    const url = urlOf(input, prefix)
    // A user cannot have misspelt what is put together here: that it is no URL has the same cure.
    const sound = isS3Url(url) ? url : 's3://bucket/'
    const result = closed({ value: { ...others, url: sound } }, config)
    const parts = ['bucket', 'prefix'].filter((key) => Object.hasOwn(input, key))
    const fault = v.rawCheck<unknown>(({ addIssue }) =>
      addIssue({
        message: `is no option of its own; write url: '${url.replaceAll("'", "''")}' in place of ${parts.join(' and ')}.`,
        path: [{ type: 'object', origin: 'key', input, key: parts[0]!, value: input[parts[0]!] }],
      }),
    )
    return fault['~run'](result, config) as typeof result
  }
  return Object.assign(schema, { '~run': run })
}

function isInParts(input: unknown): input is Readonly<Record<string, unknown>> {
  if (typeof input !== 'object' || input === null) return false
  return Object.hasOwn(input, 'bucket') || Object.hasOwn(input, 'prefix')
}

/** Returns the place as one URL, as far as the parts say it. */
function urlOf({ url, bucket, prefix }: Readonly<Record<string, unknown>>, otherwise: string): string {
  const key = typeof prefix === 'string' ? prefix : otherwise
  if (bucket === undefined && typeof url === 'string') return `${url.replace(/\/$/, '')}/${key}`
  const name = typeof bucket === 'string' ? bucket.replace(/^s3:\/\//, '').replace(/\/+$/, '') : 'BUCKET'
  return formatS3Url({ bucket: name, key })
}
