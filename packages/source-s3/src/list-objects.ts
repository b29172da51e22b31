import { paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3'
import { SourceError } from '@arbalest/core'
import { formatS3Url } from '@arbalest/s3'

/** An object as a listing tells of it. */
export interface ListedObject {
  readonly key: string
  /** Without quotes. */
  readonly etag: string
  /** Bytes. */
  readonly size: number
}

/**
 * The objects whose keys begin with `prefix`, in the order of the server, which
 * asks for a page of up to 1,000 only once the one before has been consumed.
 */
export async function* listObjects(
  client: S3Client,
  bucket: string,
  prefix: string,
  abortSignal: AbortSignal,
): AsyncGenerator<ListedObject> {
  // Only encoded can every key be told in XML, which has no form for control characters.
  const input = { Bucket: bucket, Prefix: prefix, EncodingType: 'url' } as const
  for await (const page of paginateListObjectsV2({ client }, input, { abortSignal })) {
    const decode = page.EncodingType === 'url' ? decodeKey : String
    for (const { Key, ETag, Size = 0 } of page.Contents ?? []) {
      if (Key === undefined || ETag === undefined)
        throw unlisted(bucket, prefix, 'an object without key or ETag')
      yield { key: decode(Key), etag: ETag.replace(/^"|"$/g, ''), size: Size }
    }
    if (page.IsTruncated && !page.NextContinuationToken)
      throw unlisted(bucket, prefix, 'a page that is not the last, without saying how to go on')
  }
}

// S3 encodes keys as forms do, where a plus sign stands for a blank.
function decodeKey(encoded: string): string {
  return decodeURIComponent(encoded.replaceAll('+', ' '))
}

function unlisted(bucket: string, key: string, what: string): SourceError {
  return new SourceError(
    'SOURCE_UNREACHABLE',
    `The server listed ${what} at "${formatS3Url({ bucket, key })}"; it does not speak S3's ListObjectsV2 as Arbalest needs it.`,
  )
}
