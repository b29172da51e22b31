const WORD = /^(?:[\s(]+|--[^\n]*|\/\*(?:(?!\*\/|\/\*)[^])*\*\/)*([a-z]+)/i

const EXCERPT_LENGTH = 80

/** The word that a statement begins with, in lower case, such as `select`; empty if it begins with none. */
export function firstWord(text: string): string {
  return (WORD.exec(text)?.[1] ?? '').toLowerCase()
}

/** The beginning of a statement, to name it in a message; without what is quoted, which may be a secret. */
export function excerpt(text: string): string {
  const plain = text
    .replaceAll(/'(?:[^'\\]|\\[^])*'?/g, "'…'")
    .replaceAll(/\s+/g, ' ')
    .trim()
  return plain.length > EXCERPT_LENGTH ? `${plain.slice(0, EXCERPT_LENGTH)}…` : plain
}
