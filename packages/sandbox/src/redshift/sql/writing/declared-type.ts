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

/** Words for a DECIMAL, which has no digits after the point if it is not said how many. https://docs.aws.amazon.com/redshift/latest/dg/r_Numeric_types201.html */
export const DECIMALS: ReadonlySet<string> = new Set(['dec', 'decimal', 'numeric'])

/** The type that `tokens`, of a value, an argument or a variable, stand for, in PostgreSQL's words. */
export function postgresType(tokens: readonly Token[]): string {
  return tokens
    .map(({ kind, text, value }) => {
      if (kind === 'word' && value === 'max') return '65535'
      if (tokens.length === 1 && DECIMALS.has(value)) return `${value}(18, 0)`
      return kind === 'word' ? (typeWord(value) ?? text) : text
    })
    .join(' ')
    .replaceAll(/ (?=[(),.%])|(?<=[(.%]) /g, '')
}
