import { plainText, type PageText } from './page-text.js'
import { decodeKey, type PageContent } from './page-content.js'
import { OBJECT, PLAIN_OBJECT, WrittenObjects } from './written-objects.js'
import { textOf } from './xml-text.js'

/**
 * Reads a response to ListObjectsV2 that is written as S3 writes it, in a small part of the
 * time that a parser of XML takes. Returns undefined for any other, which only such a parser
 * may read: what has other elements, or in another order, comments, attributes or line breaks,
 * says a thing twice, or is cut off. Its objects keep `text`, which must be the same as `xml`
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html).
 */
export function scanPage(xml: string, text: PageText = plainText(xml)): PageContent | undefined {
  const from = START.exec(xml)?.[0].length
  if (from === undefined || hasLineBreak(xml, from)) return undefined
  try {
    return scan(xml, from, text)
  } catch (error) {
    if (error === UNUSUAL || error instanceof URIError) return undefined
    throw error
  }
}

const UNUSUAL = new Error('The page is not written as S3 writes it.')

const START = /^(?:<\?xml [^<>]*\?>)?\s*<ListBucketResult(?: xmlns="[^"<>&]*")?>/
const END = /<\/ListBucketResult>\s*$/y
const FOLDER = /<CommonPrefixes><Prefix>([^<]+)<\/Prefix><\/CommonPrefixes>/y
const OTHER =
  /<(Name|Prefix|Delimiter|MaxKeys|KeyCount|EncodingType|IsTruncated|StartAfter|ContinuationToken|NextContinuationToken)(?:>([^<]*)<\/\1>|\/>)/y

/** Throws {@link UNUSUAL} if `xml`, the start of whose root element ends before `from`, is not as S3 writes it. */
function scan(xml: string, from: number, kept: PageText): PageContent {
  const starts: number[] = []
  /** Which of the objects have keys that are to be looked at. */
  const doubtful: number[] = []
  const folders: string[] = []
  const said = new Map<string, string>()
  let at = from
  const next = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at
    const match = pattern.exec(xml)
    if (match) at = pattern.lastIndex
    return match
  }
  const skip = (pattern: RegExp): boolean => {
    pattern.lastIndex = at
    if (!pattern.test(xml)) return false
    starts.push(at)
    at = pattern.lastIndex
    return true
  }
  for (;;) {
    let match: RegExpExecArray | null
    while (skip(PLAIN_OBJECT));
    if (skip(OBJECT)) doubtful.push(starts.length - 1)
    else if ((match = next(FOLDER))) folders.push(match[1] ?? '')
    else if ((match = next(OTHER))) {
      const [, name = '', text = ''] = match
      if (said.has(name)) unusual()
      said.set(name, textOf(text) ?? unusual())
    } else if (next(END)) break
    else unusual()
  }
  const isEncoded = said.get('EncodingType') === 'url'
  const objects = new WrittenObjects(kept, starts, isEncoded)
  for (const index of doubtful) if (objects.tryKeyAt(index) === undefined) unusual()
  return {
    objects,
    lacking: 0,
    folders: folders.map((written) => {
      const text = textOf(written) ?? unusual()
      return isEncoded ? decodeKey(text) : text
    }),
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

function unusual(): never {
  throw UNUSUAL
}
