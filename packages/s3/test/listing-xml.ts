import fc from 'fast-check'

/** An object of a listing, and how a server writes it. */
interface WrittenObject {
  readonly key: string
  readonly etag: string
  readonly size: number
  readonly modified: Date
  /** How quotes around the ETag are written. */
  readonly quote: string
  /** What a server writes of it besides. */
  readonly before: string
  readonly after: string
}

/** A page of a listing, and how a server writes it. */
export interface WrittenPage {
  readonly objects: readonly WrittenObject[]
  readonly folders: readonly string[]
  readonly token: string | undefined
  /** Whether keys are encoded as forms are. */
  readonly isEncoded: boolean
}

/** Any key that S3 allows: 1 to 1,024 bytes of UTF-8 (https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html). */
const anyKey = fc
  .oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }),
    fc.string({ unit: fc.constantFrom(...'&;#x<>/%+ "\'\n\r\tA1é'), minLength: 1, maxLength: 12 }),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 250 }),
  )
  .filter((text) => Buffer.byteLength(text) <= 1024)

const object: fc.Arbitrary<WrittenObject> = fc.record({
  key: anyKey,
  etag: fc.stringMatching(/^[0-9a-f]{32}(-\d{1,5})?$/),
  size: fc.nat({ max: Number.MAX_SAFE_INTEGER }).map((size) => size % 5e13),
  modified: fc.date({ min: new Date(0), max: new Date('2999-12-31'), noInvalidDate: true }),
  quote: fc.constantFrom('&quot;', '"', '&#34;', ''),
  before: fc.constantFrom(
    '',
    '<ChecksumAlgorithm>CRC32</ChecksumAlgorithm><ChecksumType>FULL_OBJECT</ChecksumType>',
  ),
  after: fc.constantFrom(
    '',
    '<StorageClass>GLACIER_IR</StorageClass>',
    '<Owner><ID>1 &amp; 2</ID><DisplayName>Ann</DisplayName></Owner><StorageClass>STANDARD</StorageClass>',
  ),
})

/** Any page of a listing, as servers write them. */
export const writtenPage: fc.Arbitrary<WrittenPage> = fc.record({
  objects: fc.array(object, { maxLength: 5 }),
  folders: fc.array(
    anyKey.map((name) => `${name}/`),
    { maxLength: 2 },
  ),
  token: fc.option(fc.string({ unit: 'grapheme-ascii', minLength: 1 }), { nil: undefined }),
  isEncoded: fc.boolean(),
})

/** The body of a response to ListObjectsV2. */
export function writePage({ objects, folders, token, isEncoded }: WrittenPage): string {
  const write = (name: string) => escape(isEncoded ? encode(name) : name)
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">',
    `<Name>acme-events</Name><Prefix/><MaxKeys>1000</MaxKeys><KeyCount>${objects.length + folders.length}</KeyCount>`,
    token === undefined ? '' : `<NextContinuationToken>${escape(token)}</NextContinuationToken>`,
    `<IsTruncated>${token !== undefined}</IsTruncated>${isEncoded ? '<EncodingType>url</EncodingType>' : ''}`,
    ...objects.map(
      ({ key, modified, quote, etag, size, before, after }) =>
        `<Contents><Key>${write(key)}</Key><LastModified>${modified.toISOString()}</LastModified><ETag>${quote}${etag}${quote}</ETag>${before}<Size>${size}</Size>${after}</Contents>`,
    ),
    ...folders.map((name) => `<CommonPrefixes><Prefix>${write(name)}</Prefix></CommonPrefixes>`),
    '</ListBucketResult>',
  ].join('')
}

/** A key as S3 encodes it if it is asked to: as forms are, but for slashes. */
function encode(name: string): string {
  return encodeURIComponent(name).replaceAll('%2F', '/').replaceAll('%20', '+')
}

/** A text as S3 writes it in XML, control characters included. */
function escape(text: string): string {
  const controls = /[\0-\x1f\x7f\x85\u2028]/g // eslint-disable-line no-control-regex
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll(controls, (character) => `&#x${character.codePointAt(0)?.toString(16)};`)
}
