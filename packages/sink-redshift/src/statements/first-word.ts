const WORD = /^(?:[\s(]+|--[^\n]*|\/\*(?:(?!\*\/|\/\*)[^])*\*\/)*([a-z]+)/i

/** The word that a statement begins with, in small letters, such as `select`; empty where there is none. */
export function firstWord(text: string): string {
  return (WORD.exec(text)?.[1] ?? '').toLowerCase()
}
