import type { Buckets } from '../buckets/buckets.js'
import { S3Error } from '../protocol/s3-error.js'
import type { S3Request } from '../protocol/s3-request.js'
import { checkedKey, decoded } from '../protocol/s3-request.js'
import type { OpenObject } from '../store/object-store.js'
import { checkRead } from './conditions.js'
import { checkReadable } from './storage-headers.js'

/** Headers that name and guard the source of a copy. */
export const COPY_SOURCE_ACCEPTS = [
  'x-amz-copy-source-if-match',
  'x-amz-copy-source-if-modified-since',
  'x-amz-copy-source-if-none-match',
  'x-amz-copy-source-if-unmodified-since',
]

/** Where `x-amz-copy-source` points. */
interface CopySource {
  readonly bucket: string
  readonly key: string
}

/** The source that a request to copy names. */
export function copySource({ headers }: S3Request): CopySource {
  const text = headers.get('x-amz-copy-source') ?? ''
  const [path, version] = text.split('?versionId=') as [string, string | undefined]
  const match = /^\/?([^/]+)\/(.+)$/s.exec(decoded(path))
  // Objects of buckets without versioning have this one version.
  if (version !== undefined && version !== 'null') {
    throw new S3Error('NoSuchVersion', { details: { Key: match?.[2] ?? '', VersionId: version } })
  }
  if (match) return { bucket: match[1] as string, key: checkedKey(match[2] as string) }
  throw new S3Error('InvalidArgument', {
    message: 'Copy Source must mention the source bucket and key: sourcebucket/sourcekey',
    details: { ArgumentName: 'x-amz-copy-source', ArgumentValue: text },
  })
}

/** Opens the source of a copy, whose conditions hold; throws if they do not or there is none. */
export async function openSource(
  request: S3Request,
  source: CopySource,
  buckets: Buckets,
): Promise<OpenObject> {
  const object = await buckets.get(source.bucket).store.open(source.key)
  if (!object) throw new S3Error('NoSuchKey', { details: { Key: source.key } })
  try {
    checkRead(request, object, 'x-amz-copy-source-')
    checkReadable(object)
    return object
  } catch (error) {
    await object.close()
    throw error
  }
}
