import type { Statement } from '../tokens/split-statements.js'
import { splitAtCommas, TokenReader } from '../tokens/token-reader.js'
import type { Token } from '../tokens/tokens.js'
import type { Edit, Written } from '../writing/edit.js'
import { replace } from '../writing/edit.js'
import { calls } from './call.js'

/** OBJECT_TRANSFORM(input KEEP paths SET paths and values). https://docs.aws.amazon.com/redshift/latest/dg/r_object_transform_function.html */
export function* objectTransformRule(statement: Statement, written: Written): Generator<Edit> {
  for (const { name, args, close } of calls(statement, new Set(['object_transform']))) {
    const first = args[0]?.[0]
    if (!first) continue
    const given = statement.tokens.filter(({ start, end }) => start >= first.start && end <= close.start)
    const { input, keep, set } = clauses(given)
    let sql = written(input)
    if (keep) sql = `redshift.keep_paths(${[sql, ...keep.map(written)].join(', ')})`
    if (set) {
      const pairs = set.map((part) => `redshift.as_super(${written(part)})`)
      sql = `redshift.set_paths(${[sql, ...pairs].join(', ')})`
    }
    yield replace(name, close, `redshift.object_transform(${sql})`)
  }
}

function clauses(tokens: readonly Token[]) {
  const reader = new TokenReader(tokens)
  const upTo = (...words: readonly string[]): readonly Token[] => {
    const start = reader.at
    while (reader.peek() && !words.some((word) => reader.sees(word))) if (!reader.group()) reader.next()
    return tokens.slice(start, reader.at)
  }
  const input = upTo('keep', 'set')
  const keep = reader.accept('keep') ? splitAtCommas(upTo('set')) : undefined
  const set = reader.accept('set') ? splitAtCommas(upTo()) : undefined
  return { input, keep, set }
}
