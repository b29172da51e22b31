// Control characters, and those that are not seen or change the direction of text: pasted or shown as they are, they would act.
const UNSAFE = /[\p{Cc}\p{Cf}\u2028\u2029]/u

/**
 * Returns `text` as one word of a POSIX shell: as it is if nothing in it means anything to a shell, else
 * in quotes; in those of `$'…'`, which bash and zsh know, if a terminal would act on it.
 */
export function shellWord(text: string): string {
  if (/^[\w@%+=:,./-]+$/.test(text)) return text
  if (!UNSAFE.test(text)) return `'${text.replaceAll("'", String.raw`'\''`)}'`
  return `$'${Array.from(text, ansiC).join('')}'`
}

function ansiC(character: string): string {
  if (character === "'" || character === '\\') return `\\${character}`
  if (!UNSAFE.test(character)) return character
  return Array.from(Buffer.from(character), (byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('')
}
