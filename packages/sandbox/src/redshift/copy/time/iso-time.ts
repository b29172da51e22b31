/** The form of a date or timestamp that PostgreSQL can take as it stands. */
export type IsoForm = 'date' | 'blank' | 'T' | 'T and Z'

/**
 * The form of `YYYY-MM-DD`, or of `YYYY-MM-DD HH:MI:SS` with a blank or a T, up to six digits of a second's fraction,
 * and a Z after a T; undefined for any other text, and if the date is one that not every month has. Nearly all
 * times that are loaded look so, and need then be neither taken apart nor put together.
 */
export function isoForm(text: string): IsoForm | undefined {
  if (text.charCodeAt(4) !== 0x2d || text.charCodeAt(7) !== 0x2d || two(text, 0) < 0 || two(text, 2) < 1)
    return undefined
  const month = two(text, 5)
  const day = two(text, 8)
  if (month < 1 || month > 12 || day < 1 || day > 28) return undefined
  if (text.length === 10) return 'date'
  if (text.length < 19 || text.charCodeAt(13) !== 0x3a || text.charCodeAt(16) !== 0x3a) return undefined
  const hour = two(text, 11)
  const minute = two(text, 14)
  const second = two(text, 17)
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return undefined
  const between = text.charCodeAt(10)
  const zulu = between === 0x54 && text.charCodeAt(text.length - 1) === 0x5a
  if (!isFraction(text, 19, zulu ? text.length - 1 : text.length)) return undefined
  if (zulu) return 'T and Z'
  return between === 0x20 ? 'blank' : between === 0x54 ? 'T' : undefined
}

/** Whether there is nothing from `start` to `end`, or a point and one to six digits. */
function isFraction(text: string, start: number, end: number): boolean {
  if (start === end) return true
  if (text.charCodeAt(start) !== 0x2e || end < start + 2 || end > start + 7) return false
  for (let at = start + 1; at < end; at++) if (digit(text, at) < 0) return false
  return true
}

function two(text: string, at: number): number {
  const tens = digit(text, at)
  const ones = digit(text, at + 1)
  return tens < 0 || ones < 0 ? -1 : tens * 10 + ones
}

function digit(text: string, at: number): number {
  const value = text.charCodeAt(at) - 0x30
  return value >= 0 && value <= 9 ? value : -1
}
