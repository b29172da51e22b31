import { decodeKey, type PageContent } from './page-content.js'
import type { PageText } from './page-text.js'
import { OBJECT, PLAIN_OBJECT, WrittenObjects } from './written-objects.js'
import { textOf } from './xml-text.js'

/**
 * Reads a response to ListObjectsV2 that is written as S3 writes it, in a small part of the
 * time that a parser of XML takes. Returns undefined for any other, which only such a parser
 * may read: what has other elements, or in another order, comments, attributes or line breaks,
 * says a thing twice, or is cut off. Its objects keep `page`
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html).
 */
export function scanPage(page: PageText): PageContent | undefined {
  try {
    return scan(page)
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

/** Throws {@link UNUSUAL} if `page` is not as S3 writes it. */
function scan(page: PageText): PageContent {
  const starts: number[] = []
  /** Which of the objects have keys that are to be looked at. */
  const doubtful: number[] = []
  const folders: string[] = []
  const said = new Map<string, string>()
  let [xml, at, before, isEnded] = ['', 0, 0, false]
  const next = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at
    const match = pattern.exec(xml)
    if (match) at = pattern.lastIndex
    return match
  }
  const skip = (pattern: RegExp): boolean => {
    pattern.lastIndex = at
    if (!pattern.test(xml)) return false
    starts.push(before + at)
    at = pattern.lastIndex
    return true
  }
  for (xml of page.parts()) {
    at = before === 0 ? (START.exec(xml)?.[0].length ?? unusual()) : 0
    if (isEnded || hasLineBreak(xml, at)) unusual()
    while (at < xml.length) {
      let match: RegExpExecArray | null
      if (skip(PLAIN_OBJECT)) continue
      if (skip(OBJECT)) doubtful.push(starts.length - 1)
      else if ((match = next(FOLDER))) folders.push(match[1] ?? '')
      else if ((match = next(OTHER))) {
        const [, name = '', text = ''] = match
        if (said.has(name)) unusual()
        said.set(name, textOf(text) ?? unusual())
      } else isEnded = next(END) !== null || unusual()
    }
    before += xml.length
  }
  if (!isEnded) unusual()
  const isEncoded = said.get('EncodingType') === 'url'
  const objects = new WrittenObjects(page, starts, isEncoded)
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
