const special = /[\\\n\r\t]/
const everySpecial = /[\\\n\r\t]/g
const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }

/** NULL in PostgreSQL's COPY text format. */
export const nullText = '\\N'

/** `text` as a field of PostgreSQL's COPY text format. */
export function copyText(text: string): string {
  return special.test(text) ? text.replace(everySpecial, (character) => escapes[character] as string) : text
}
