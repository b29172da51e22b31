import { decodeKey, type DescribedObject, type PageContent } from './page-content.js'

/**
 * Reads a response to ListObjectsV2 that is written as S3 writes it, in a small part of the
 * time that a parser of XML takes. Returns undefined for any other, which only such a parser
 * may read: what has other elements, or in another order, comments, attributes or line breaks,
 * says a thing twice, or is cut off
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html).
 */
export function scanPage(xml: string): PageContent | undefined {
  const from = START.exec(xml)?.[0].length
  if (from === undefined || hasLineBreak(xml, from)) return undefined
  try {
    return scan(xml, from)
  } catch (error) {
    if (error === UNUSUAL || error instanceof URIError) return undefined
    throw error
  }
}

const UNUSUAL = new Error('The page is not written as S3 writes it.')

const START = /^(?:<\?xml [^<>]*\?>)?\s*<ListBucketResult(?: xmlns="[^"<>&]*")?>/
const END = /<\/ListBucketResult>\s*$/y
const OBJECT = new RegExp(
  [
    '<Contents><Key>([^<]+)</Key>',
    '<LastModified>(\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d{3})?Z)</LastModified>',
    '<ETag>("|&quot;|&#34;|)([^<&"]+)\\3</ETag>',
    '(?:<ChecksumAlgorithm>\\w*</ChecksumAlgorithm>)*(?:<ChecksumType>\\w*</ChecksumType>)?',
    '<Size>(\\d{1,15})</Size>',
    '(?:<Owner>(?:<ID>[^<]*</ID>)?(?:<DisplayName>[^<]*</DisplayName>)?</Owner>)?',
    '(?:<StorageClass>\\w*</StorageClass>)?</Contents>',
  ].join(''),
  'y',
)
const FOLDER = /<CommonPrefixes><Prefix>([^<]+)<\/Prefix><\/CommonPrefixes>/y
const OTHER =
  /<(Name|Prefix|Delimiter|MaxKeys|KeyCount|EncodingType|IsTruncated|StartAfter|ContinuationToken|NextContinuationToken)(?:>([^<]*)<\/\1>|\/>)/y

/** Throws {@link UNUSUAL} if `xml`, the start of whose root element ends before `from`, is not as S3 writes it. */
function scan(xml: string, from: number): PageContent {
  const objects: DescribedObject[] = []
  const folders: string[] = []
  const said = new Map<string, string>()
  let at = from
  const next = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at
    const match = pattern.exec(xml)
    if (match) at = pattern.lastIndex
    return match
  }
  for (;;) {
    let match: RegExpExecArray | null
    while ((match = next(OBJECT))) {
      const [, key = '', modified = '', , etag, size] = match
      objects.push({ key: textOf(key), etag, size: Number(size), modified: Date.parse(modified) })
    }
    if ((match = next(FOLDER))) folders.push(textOf(match[1] ?? ''))
    else if ((match = next(OTHER))) {
      const [, name = '', text = ''] = match
      if (said.has(name)) unusual()
      said.set(name, textOf(text))
    } else if (next(END)) break
    else unusual()
  }
  const isEncoded = said.get('EncodingType') === 'url'
  if (isEncoded) for (const object of objects) object.key = decodeKey(object.key!)
  return {
    objects,
    folders: isEncoded ? folders.map(decodeKey) : folders,
    isTruncated: truth(said.get('IsTruncated')),
    keyCount: amount(said.get('KeyCount')),
    token: said.get('NextContinuationToken'),
  }
}

/** Whether there is a line break that a parser may make something else of: one within a text. */
function hasLineBreak(xml: string, from: number): boolean {
  return ['\n', '\r'].some((character) => {
    const at = xml.indexOf(character, from)
    return at >= 0 && xml.slice(at).trim() !== ''
  })
}

const BOOLEANS: Readonly<Record<string, boolean>> = { true: true, false: false }

function truth(text: string | undefined): boolean | undefined {
  if (text === undefined) return undefined
  return BOOLEANS[text] ?? unusual()
}

function amount(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  return /^\d{1,15}$/.test(text) ? Number(text) : unusual()
}

const NAMED = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
])

/** Returns the text that is written with entities for some characters. */
function textOf(written: string): string {
  if (!written.includes('&')) return written
  return written.replace(/&(?:(\w+);|#x([\dA-Fa-f]{1,6});|#(\d{1,7});|)/g, (_, name, hex, decimal) => {
    if (name !== undefined) return NAMED.get(name) ?? unusual()
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
    return isCharacter(code) ? String.fromCodePoint(code) : unusual()
  })
}

function isCharacter(code: number): boolean {
  return code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
}

function unusual(): never {
  throw UNUSUAL
}
