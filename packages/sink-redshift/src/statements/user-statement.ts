const EXCERPT_LENGTH = 80

/** The word that a statement begins with, in lower case, such as `select`; empty if it begins with none. */
export function firstWord(text: string): string {
  return leadingWords(text, 1)[0] ?? ''
}

/** Returns the words that a statement begins with, in lower case, `count` of them at most. */
export function leadingWords(text: string, count: number): string[] {
  const words: string[] = []
  let rest = text
  while (words.length < count) {
    rest = rest.slice(endOfBlanks(rest))
    const [word] = /^[a-z_]+/i.exec(rest) ?? []
    if (word === undefined) break
    words.push(word.toLowerCase())
    rest = rest.slice(word.length)
  }
  return words
}

/** How much of the beginning of `text` says nothing: blanks, parentheses, empty statements, and comments, which may hold others. */
function endOfBlanks(text: string): number {
  let at = 0
  let depth = 0
  while (at < text.length) {
    if (text.startsWith('/*', at)) {
      depth++
      at += 2
    } else if (depth > 0 && text.startsWith('*/', at)) {
      depth--
      at += 2
    } else if (depth > 0) {
      at++
    } else if (text.startsWith('--', at)) {
      const end = text.indexOf('\n', at)
      at = end < 0 ? text.length : end + 1
    } else if (/[\s(;]/.test(text[at]!)) {
      at++
    } else break
  }
  return at
}

/** The beginning of a statement, to name it in a message; without what is quoted, which may be a secret. */
export function excerpt(text: string): string {
  const plain = text
    .replaceAll(/'(?:[^'\\]|\\[^])*'?/g, "'…'")
    .replaceAll(/\s+/g, ' ')
    .trim()
  return plain.length > EXCERPT_LENGTH ? `${plain.slice(0, EXCERPT_LENGTH)}…` : plain
}
