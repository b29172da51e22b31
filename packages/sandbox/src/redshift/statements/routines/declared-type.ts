import type { Token } from '../../sql/tokens/tokens.js'

/** Types that PostgreSQL calls otherwise. */
const NAMES: Readonly<Record<string, string>> = {
  binary: 'varbyte',
  datetime: 'timestamp',
  nchar: 'char',
  nvarchar: 'varchar',
  varbinary: 'varbyte',
}

/** The type that `tokens`, of an argument or a variable, stand for, in PostgreSQL's words. */
export function postgresType(tokens: readonly Token[]): string {
  return tokens
    .map(({ kind, text, value }) => {
      if (kind === 'word' && value === 'max') return '65535'
      return kind === 'word' ? (NAMES[value] ?? text) : text
    })
    .join(' ')
    .replaceAll(/ (?=[(),.%])|(?<=[(.%]) /g, '')
}
