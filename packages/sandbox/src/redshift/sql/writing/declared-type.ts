import type { Token } from '../tokens/tokens.js'

/** Types that PostgreSQL calls otherwise. */
const NAMES: Readonly<Record<string, string>> = {
  binary: 'varbyte',
  datetime: 'timestamp',
  nchar: 'char',
  nvarchar: 'varchar',
  varbinary: 'varbyte',
}

/** A word of a type in PostgreSQL's words; undefined if it is the same. */
export function typeWord(word: string): string | undefined {
  return NAMES[word]
}

/** The type that `tokens`, of a value, an argument or a variable, stand for, in PostgreSQL's words. */
export function postgresType(tokens: readonly Token[]): string {
  return tokens
    .map(({ kind, text, value }) => {
      if (kind === 'word' && value === 'max') return '65535'
      return kind === 'word' ? (typeWord(value) ?? text) : text
    })
    .join(' ')
    .replaceAll(/ (?=[(),.%])|(?<=[(.%]) /g, '')
}
