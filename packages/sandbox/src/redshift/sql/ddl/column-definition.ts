import { quoteName } from '../names.js'
import { TokenReader } from '../token-reader.js'
import type { Token } from '../tokens.js'
import { readColumnType } from './column-type.js'

/** Words that begin an attribute of a column, and so end its default. */
const ATTRIBUTES = new Set(
  'default identity generated encode distkey sortkey collate not null unique primary references'.split(' '),
)

/**
 * A column of CREATE TABLE or ALTER TABLE ADD, as PostgreSQL is to be told of it: how it is stored and
 * distributed is dropped, and so are keys, which Redshift knows but does not enforce.
 */
export function columnDefinition(tokens: readonly Token[], table: string, text: string): string {
  const reader = new TokenReader(tokens)
  const name = reader.next()?.value ?? ''
  const parts = [quoteName(name), readColumnType(reader, `${table}.${name}`)]
  while (reader.peek()) parts.push(attribute(reader, tokens, text))
  return parts.filter(Boolean).join(' ')
}

function attribute(reader: TokenReader, tokens: readonly Token[], text: string): string {
  if (reader.accept('not', 'null')) return 'not null'
  if (reader.accept('primary', 'key')) return 'not null'
  if (reader.accept('encode')) reader.next()
  else if (reader.accept('identity')) return identity('always', reader)
  else if (reader.accept('generated', 'by', 'default', 'as', 'identity'))
    return identity('by default', reader)
  else if (reader.accept('references')) {
    reader.name()
    reader.group()
  } else if (reader.accept('collate')) reader.next()
  else if (reader.sees('default')) return expression(reader, tokens, text)
  else if (!['null', 'unique', 'distkey', 'sortkey'].some((word) => reader.accept(word))) {
    return reader.next()?.text ?? ''
  }
  return ''
}

function identity(kind: 'always' | 'by default', reader: TokenReader): string {
  const [seed = '1', , step = '1'] = reader.group()?.map((token) => token.value) ?? []
  return `generated ${kind} as identity (start with ${seed} increment by ${step})`
}

/** The default, up to the next attribute. */
function expression(reader: TokenReader, tokens: readonly Token[], text: string): string {
  const first = reader.next()
  let last = first
  while (reader.peek() && !starts(reader, tokens)) {
    const before = reader.at
    if (!reader.group()) reader.next()
    last = tokens[reader.at - 1] ?? tokens[before]
  }
  return text.slice(first?.start, last?.end)
}

function starts(reader: TokenReader, tokens: readonly Token[]): boolean {
  const token = reader.peek()
  const valueMissing = tokens[reader.at - 1]?.value === 'default'
  return token?.kind === 'word' && ATTRIBUTES.has(token.value) && !valueMissing
}
