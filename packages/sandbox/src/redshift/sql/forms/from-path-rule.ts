import type { Statement } from '../tokens/split-statements.js'
import { TokenReader } from '../tokens/token-reader.js'
import type { Token } from '../tokens/tokens.js'
import { replace, type Edit, type Written } from '../writing/edit.js'
import { quoteName } from '../writing/names.js'
import { mark } from './mark.js'
import { level, selectsIn } from './select-tokens.js'

/** Words that may follow a table of FROM, and so are not its alias. */
const NO_ALIAS = new Set(
  'where group having qualify window order limit offset fetch union intersect except minus join inner left right full cross natural on using'.split(
    ' ',
  ),
)

/**
 * What FROM iterates over in a SUPER, where PostgreSQL's grammar cannot take it for a table: a path with
 * a subscript, or of more than three names, or one with AT, and UNPIVOT of an object.
 * https://docs.aws.amazon.com/redshift/latest/dg/query-super.html
 */
export function* fromPathRule({ tokens }: Statement, written: Written): Generator<Edit> {
  for (const { clauses } of selectsIn(tokens)) {
    const from = clauses.get('from')
    if (!from) continue
    for (const at of level(tokens, from.start)) {
      if (at >= from.end) break
      const before = tokens[at - 1]
      if (at !== from.start && before?.text !== ',' && before?.value !== 'join') continue
      const edit = item(tokens.slice(0, from.end), at, written)
      if (edit) yield edit
    }
  }
}

function item(tokens: readonly Token[], at: number, written: Written): Edit | undefined {
  const reader = new TokenReader(tokens, at)
  const first = reader.peek()
  const object = reader.accept('unpivot')
  const start = reader.at
  const names = steps(reader)
  const path = tokens.slice(start, reader.at)
  const alias = aliasOf(reader)
  const index = alias !== undefined && reader.accept('at') ? reader.word() : undefined
  const last = reader.peek(-1)
  if (!first || !last || names === 0 || alias === undefined) return undefined
  const subscript = path.some((token) => token.text === '[')
  if (!object && !subscript && names < 4 && index === undefined) return undefined
  const columns = index === undefined ? alias : `${alias}, ${quoteName(index)}`
  const items = mark(object ? 'unpivot' : 'unnest', [pathText(path, written)])
  return replace(first, last, `${items} as ${alias}(${columns})`)
}

/** Steps over a path; how many names it has. */
function steps(reader: TokenReader): number {
  let names = 0
  while (reader.take('word', 'quoted') !== undefined) {
    names++
    while (reader.accept('[')) while (!reader.accept(']') && reader.next());
    if (!reader.accept('.')) break
  }
  return names
}

function aliasOf(reader: TokenReader): string | undefined {
  const said = reader.accept('as')
  const token = reader.peek()
  if (!said && (token?.kind !== 'word' || NO_ALIAS.has(token.value)) && token?.kind !== 'quoted')
    return undefined
  return quoteName(reader.word())
}

/** The path, whose first name may be a word that PostgreSQL reserves, such as ARRAY. */
function pathText([first, ...rest]: readonly Token[], written: Written): string {
  return first ? quoteName(first.value) + (rest.length > 0 ? written(rest) : '') : ''
}
