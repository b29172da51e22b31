import { S3Error } from '../protocol/s3-error.js'
import type { S3Request } from '../protocol/s3-request.js'
import { xmlDocument } from '../protocol/xml.js'
import { childrenOf, parseXml, textOf } from '../protocol/xml-body.js'
import type { Tags } from '../store/object-store.js'

/** The most tags of an object, and of a bucket. https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html */
export const MOST_TAGS = { object: 10, bucket: 50 } as const

/** Characters of a tag's key and of its value, at most. */
const LONGEST_KEY = 128
const LONGEST_VALUE = 256

/** The tags in the header `x-amz-tagging` of `request`; undefined if it has none. */
export function givenTags({ headers }: Pick<S3Request, 'headers'>): Tags | undefined {
  const text = headers.get('x-amz-tagging')
  if (text === undefined || text === '') return undefined
  const pairs = [...new URLSearchParams(text)]
  if (new Set(pairs.map(([key]) => key)).size < pairs.length) {
    throw new S3Error('InvalidArgument', {
      message:
        "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters " +
        'without tag name duplicates.',
      details: { ArgumentName: 'x-amz-tagging', ArgumentValue: text },
    })
  }
  return checkedTags(pairs, MOST_TAGS.object)
}

/** The tags in a request's body, of which there may be at most `most`. */
export function tagsIn(text: string, most: number): Tags {
  const [set = ''] = childrenOf(parseXml(text, 'Tagging'), 'TagSet')
  const pairs = childrenOf(set, 'Tag').map((tag): [string, string] => {
    const key = textOf(tag, 'Key')
    if (key === undefined) throw new S3Error('MalformedXML')
    return [key, textOf(tag, 'Value') ?? '']
  })
  if (new Set(pairs.map(([key]) => key)).size < pairs.length) {
    throw new S3Error('InvalidTag', { message: 'Cannot provide multiple Tags with the same key' })
  }
  return checkedTags(pairs, most)
}

function checkedTags(pairs: readonly (readonly [string, string])[], most: number): Tags {
  if (pairs.length > most) {
    throw new S3Error('BadRequest', { message: `Tags cannot be greater than ${most}` })
  }
  for (const [key, value] of pairs) {
    if (key === '' || key.length > LONGEST_KEY) {
      throw new S3Error('InvalidTag', {
        message: 'The TagKey you have provided is invalid',
        details: { TagKey: key },
      })
    }
    if (value.length > LONGEST_VALUE) {
      const details = { TagKey: key, TagValue: value }
      throw new S3Error('InvalidTag', { message: 'The TagValue you have provided is invalid', details })
    }
  }
  return Object.fromEntries(pairs)
}

/** The document that names `tags`. */
export function tagsDocument(tags: Tags): string {
  const Tag = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }))
  return xmlDocument('Tagging', { TagSet: { Tag } })
}
