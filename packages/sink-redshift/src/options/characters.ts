/** Returns the text that stands for NULL: `\0` and octal `\000` stand for the character NUL. */
export function nulOf(text: string): string {
  return text.replace(/^\\0(?:00)?$/, '\0')
}

/** Returns the character that COPY would read: `\t` and octal `\ddd` stand for one. */
export function characterOf(text: string): string {
  if (text === '\\t') return '\t'
  const [, octal] = /^\\([0-7]{3})$/.exec(text) ?? []
  return octal === undefined ? text : String.fromCharCode(Number.parseInt(octal, 8))
}

/** Whether `text` is one ASCII character, and not NUL. */
export function isAscii(text: string): boolean {
  return text.length === 1 && text > '\0' && text <= '\x7f'
}
