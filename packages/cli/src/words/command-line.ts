/**
 * Returns a command as a person pastes it into a shell; words that mean something to a shell are
 * quoted. Undefined if a terminal would act on a word: then it is to be given in some other way.
 */
export function commandLine(...words: readonly string[]): string | undefined {
  if (words.some((word) => /[\p{Cc}\p{Cf}\u2028\u2029]/u.test(word))) return undefined
  return ['arbalest', ...words].map(quoted).join(' ')
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`
}
