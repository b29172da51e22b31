/** Whether `code` is white space; only ASCII counts, as text is carried as one character a byte. */
export function isBlank(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d)
}

/** `text` without the white space at its end. */
export function trimEnd(text: string): string {
  let end = text.length
  while (end > 0 && isBlank(text.charCodeAt(end - 1))) end--
  return end === text.length ? text : text.slice(0, end)
}

/** `text` without the white space at its ends. */
export function trim(text: string): string {
  const trimmed = trimEnd(text)
  let start = 0
  while (start < trimmed.length && isBlank(trimmed.charCodeAt(start))) start++
  return start === 0 ? trimmed : trimmed.slice(start)
}
