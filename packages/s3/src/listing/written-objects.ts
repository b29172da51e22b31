import { decodeKey, mayBeEncoded } from './page-content.js'
import type { ListedObject } from './listed-page.js'
import type { PageObjects } from './page-objects.js'
import type { PageText } from './page-text.js'
import { textOf } from './xml-text.js'

/**
 * Objects as a page describes them in XML, which is known to match {@link OBJECT} wherever one begins. A page
 * that waits holds its text and numbers, not thousands of values that are to be kept alive.
 */
export class WrittenObjects implements PageObjects {
  readonly #xml: PageText
  /** Where each begins. */
  readonly #starts: readonly number[]
  readonly #isEncoded: boolean

  constructor(xml: PageText, starts: readonly number[], isEncoded: boolean) {
    this.#xml = xml
    this.#starts = starts
    this.#isEncoded = isEncoded
  }

  get length(): number {
    return this.#starts.length
  }

  /** Throws `URIError` if the key is not encoded as it says; returns undefined if it has an unknown entity: neither is a key. */
  tryKeyAt(index: number): string | undefined {
    return keyOf(this.#xml.upToTag(this.#starts[index]! + KEY.length), this.#isEncoded)
  }

  keyAt(index: number): string {
    return this.tryKeyAt(index)!
  }

  before(end: number): PageObjects {
    return new WrittenObjects(this.#xml, this.#starts.slice(0, end), this.#isEncoded)
  }

  make(): readonly ListedObject[] {
    const objects: ListedObject[] = []
    const starts = this.#starts
    let from = 0
    for (const part of this.#xml.take()) {
      const end = from + part.length
      // To look through a part is faster than to look through each of its keys.
      const isEncoded = this.#isEncoded && mayBeEncoded(part)
      for (let start = starts[objects.length]; start! < end; start = starts[objects.length])
        objects.push(objectAt(part, start! - from, isEncoded))
      from = end
    }
    return objects
  }
}

const KEY = '<Contents><Key>'
const MODIFIED = '</Key><LastModified>'
const ETAG = '</LastModified><ETag>'
const ETAG_END = '</ETag>'
const SIZE = '<Size>'

/** Any object as S3 writes it, but for what its key may hold. */
export const OBJECT = objectWithKey('[^<]+')

/** An object whose key is one, whether or not keys are encoded: it has but common entities, and ASCII encoded. */
export const PLAIN_OBJECT = objectWithKey(
  '(?!<)[^<&%]*(?:(?:&(?:amp|lt|gt|quot|apos);|%[0-7][\\dA-Fa-f])[^<&%]*)*',
)

function objectWithKey(key: string): RegExp {
  const parts = [
    `${KEY}${key}${MODIFIED}`,
    '[1-9]\\d{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d{3})?Z',
    `${ETAG}("|&quot;|&#34;|)[^<&"]+\\1${ETAG_END}`,
    '(?:<ChecksumAlgorithm>\\w*</ChecksumAlgorithm>)*(?:<ChecksumType>\\w*</ChecksumType>)?',
    `${SIZE}\\d{1,15}</Size>`,
    '(?:<Owner>(?:<ID>[^<]*</ID>)?(?:<DisplayName>[^<]*</DisplayName>)?</Owner>)?',
    '(?:<StorageClass>\\w*</StorageClass>)?</Contents>',
  ]
  return new RegExp(parts.join(''), 'y')
}

/** Makes the object that begins at `start`. */
function objectAt(xml: string, start: number, isEncoded: boolean): ListedObject {
  const key = start + KEY.length
  const keyEnd = xml.indexOf('<', key)
  const modified = keyEnd + MODIFIED.length
  const etag = modified + timeLength(xml, modified) + ETAG.length
  const etagEnd = xml.indexOf('<', etag)
  const quote = quoteAt(xml, etag)
  return {
    key: keyOf(xml.slice(key, keyEnd), isEncoded)!,
    etag: xml.slice(etag + quote, etagEnd - quote),
    size: numberAt(xml, sizeBehind(xml, etagEnd + ETAG_END.length), 15),
    modified: timeAt(xml, modified),
  }
}

function keyOf(written: string, isEncoded: boolean): string | undefined {
  const text = textOf(written)
  return text !== undefined && isEncoded ? decodeKey(text) : text
}

/** Where the digits of the size are that stands at `from`, or behind a checksum that does. */
function sizeBehind(xml: string, from: number): number {
  const isThere = xml.charCodeAt(from + 1) === SIZE.charCodeAt(1)
  return (isThere ? from : xml.indexOf(SIZE, from)) + SIZE.length
}

const ZERO = 0x30

/** The number whose digits begin at `from`; at most so many are read. */
function numberAt(xml: string, from: number, most: number): number {
  let number = 0
  for (let at = from; at < from + most; at++) {
    const digit = xml.charCodeAt(at) - ZERO
    if (!(digit >= 0 && digit <= 9)) break
    number = number * 10 + digit
  }
  return number
}

/** How long a time is up to its seconds. */
const SECONDS = '2026-01-31T23:59:59'.length

/** The day that was looked up last, as most objects are of the day of the one before. */
const day = { written: 0, midnight: 0 }

/** The time that is written from `at` on, in milliseconds since 1970. `Date.parse` takes as long as all the rest of an object. */
function timeAt(xml: string, at: number): number {
  // `2026-01-31T23:59:59.999Z`; the milliseconds may be left out.
  const century = twoAt(xml, at)
  const [year, month, date] = [twoAt(xml, at + 2), twoAt(xml, at + 5), twoAt(xml, at + 8)]
  const written = ((century * 100 + year) * 100 + month) * 100 + date
  if (day.written !== written)
    Object.assign(day, { written, midnight: Date.UTC(century * 100 + year, month - 1, date) })
  const minutes = twoAt(xml, at + 11) * 60 + twoAt(xml, at + 14)
  const seconds = minutes * 60 + twoAt(xml, at + 17)
  return day.midnight + seconds * 1000 + numberAt(xml, at + 20, 3)
}

/** How long the time is that is written from `at` on: it may have milliseconds. */
function timeLength(xml: string, at: number): number {
  return xml[at + SECONDS] === 'Z' ? SECONDS + 1 : SECONDS + '.000Z'.length
}

/** The number of two digits that begins at `at`. */
function twoAt(xml: string, at: number): number {
  return (xml.charCodeAt(at) - ZERO) * 10 + xml.charCodeAt(at + 1) - ZERO
}

/** How long the quote around an ETag is that begins at `at`; 0 if there is none. */
function quoteAt(xml: string, at: number): number {
  if (xml[at] === '"') return 1
  return xml[at] === '&' ? xml.indexOf(';', at) + 1 - at : 0
}
