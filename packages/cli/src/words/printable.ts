/** How much of a foreign text is shown at most, in characters. */
const MOST_CHARACTERS = 120

/** Control characters, and those that change the direction of text or end a line for some readers. */
const UNSAFE = /[\p{Cc}\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/gu

/** Returns a text of somebody else's, such as a key, as it can be shown within a line: what would act on a terminal is written as JavaScript writes it. */
export function printable(text: string): string {
  return text.replaceAll(UNSAFE, escaped)
}

/** Returns lines as they can be printed: only what ends and indents them acts, and none is a command to a CI service that reads them. */
export function printableLines(text: string): string {
  return text
    .replaceAll(UNSAFE, (character) => (/[\n\t]/.test(character) ? character : escaped(character)))
    .replaceAll(
      /^(\s*)(::|##\[)/gm,
      (_, blanks: string, [first, ...rest]: string) => `${blanks}${escaped(first!)}${rest.join('')}`,
    )
}

/** Returns the part of `text` around the character at `position`, as it can be shown within a line. */
export function excerpt(text: string, position = 0): string {
  const from = position < MOST_CHARACTERS ? 0 : position - MOST_CHARACTERS / 2
  const part = printable(text.slice(from, from + MOST_CHARACTERS))
  return `${from > 0 ? '…' : ''}${part}${from + MOST_CHARACTERS < text.length ? '…' : ''}`
}

function escaped(character: string): string {
  const code = character.codePointAt(0)!
  return code < 0x100
    ? `\\x${code.toString(16).padStart(2, '0')}`
    : `\\u${code.toString(16).padStart(4, '0')}`
}
