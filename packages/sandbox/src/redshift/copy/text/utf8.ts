/** A run of bytes that is no UTF-8 character. */
interface InvalidCharacter {
  readonly at: number
  /** Bytes that it takes up. */
  readonly length: number
  /** One of the codes of the page "Multibyte character load errors". */
  readonly error: number
}

/**
 * The first invalid character at or after `from`, in text of one character a byte. Noncharacters such as U+FFFE
 * count as invalid only if `strict`: COPY takes them as they are, yet replaces them under ACCEPTINVCHARS.
 * https://docs.aws.amazon.com/redshift/latest/dg/multi-byte-character-load-errors.html
 */
export function findInvalidCharacter(
  text: string,
  from: number,
  strict: boolean,
): InvalidCharacter | undefined {
  for (let at = from; at < text.length;) {
    const lead = text.charCodeAt(at)
    if (lead < 0x80) {
      at++
      continue
    }
    const length = lead < 0xc0 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf8 ? 4 : lead < 0xfc ? 5 : 6
    if (lead < 0xc0 || lead > 0xfd) return { at, length: 1, error: 3 }
    let point = lead & (0x7f >> length)
    let seen = 1
    while (seen < length && (text.charCodeAt(at + seen) & 0xc0) === 0x80) {
      point = point * 64 + (text.charCodeAt(at + seen) & 0x3f)
      seen++
    }
    if (seen < length) return { at, length: seen, error: at + seen >= text.length ? 2 : 4 }
    const error = errorOf(point, length, strict)
    if (error !== 0) return { at, length, error }
    at += length
  }
  return undefined
}

const SMALLEST = [0, 0, 0x80, 0x800, 0x10000]

function errorOf(point: number, length: number, strict: boolean): number {
  if (length > 4) return 1
  if (point < (SMALLEST[length] ?? 0)) return 9
  if (point >= 0xd800 && point <= 0xdfff) return 5
  if (point > 0x10ffff) return 8
  if (!strict) return 0
  if (point >= 0xfdd0 && point <= 0xfdef) return 6
  return (point & 0xfffe) === 0xfffe ? 7 : 0
}

/** `text` in as many whole characters as fit into `length` bytes. */
export function cutToBytes(text: string, length: number): string {
  let end = length
  while (end > 0 && (text.charCodeAt(end) & 0xc0) === 0x80) end--
  return text.slice(0, end)
}

/** The bytes of `text`, which has one character a byte, in hexadecimal digits with blanks between. */
export function hexBytes(text: string): string {
  return Array.from(text, (byte) => byte.charCodeAt(0).toString(16).padStart(2, '0')).join(' ')
}

/** The index `count` characters after `start`. */
export function behindCharacters(text: string, start: number, count: number): number {
  let at = start
  for (let left = count; left > 0 && at < text.length; left--) {
    at++
    while ((text.charCodeAt(at) & 0xc0) === 0x80) at++
  }
  return Math.min(at, text.length)
}
