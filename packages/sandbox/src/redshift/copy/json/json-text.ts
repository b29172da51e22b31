const LETTERS: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' }
const ESCAPE = /\\(?:u([\da-fA-F]{4})(?:\\u([dD][c-fC-F][\da-fA-F]{2}))?|(.))/g

/**
 * The text that the inside of a JSON string stands for, one character a byte. Half a surrogate pair becomes the
 * three bytes it would be in UTF-8, which the check of the field then refuses.
 */
export function unescapeJson(inner: string): string {
  return inner.replace(ESCAPE, (_, unit: string | undefined, low: string | undefined, letter: string) => {
    if (unit === undefined) return LETTERS[letter] ?? letter
    const first = Number.parseInt(unit, 16)
    if (low === undefined) return utf8(first)
    const second = Number.parseInt(low, 16)
    if (first >= 0xd800 && first < 0xdc00) return utf8(0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00))
    return utf8(first) + utf8(second)
  })
}

function utf8(point: number): string {
  if (point < 0x80) return String.fromCharCode(point)
  if (point < 0x800) return String.fromCharCode(0xc0 | (point >> 6), 0x80 | (point & 0x3f))
  const last = [0x80 | ((point >> 6) & 0x3f), 0x80 | (point & 0x3f)]
  if (point < 0x10000) return String.fromCharCode(0xe0 | (point >> 12), ...last)
  return String.fromCharCode(0xf0 | (point >> 18), 0x80 | ((point >> 12) & 0x3f), ...last)
}

/** JSON text without the blanks outside its strings. */
export function compactJson(json: string): string {
  if (!/[ \n\r\t]/.test(json)) return json
  let compact = ''
  let at = 0
  while (at < json.length) {
    const quote = json.indexOf('"', at)
    if (quote < 0) return compact + json.slice(at).replace(/[ \n\r\t]+/g, '')
    const end = closingQuote(json, quote) + 1
    compact += json.slice(at, quote).replace(/[ \n\r\t]+/g, '') + json.slice(quote, end)
    at = end
  }
  return compact
}

/** Where the string that begins at `opening` has its closing quote. */
export function closingQuote(json: string, opening: number): number {
  let end = json.indexOf('"', opening + 1)
  while (isEscaped(json, end)) end = json.indexOf('"', end + 1)
  return end
}

/** Whether an odd number of backslashes stands before `at`. */
function isEscaped(json: string, at: number): boolean {
  let first = at
  while (json[first - 1] === '\\') first--
  return (at - first) % 2 === 1
}
