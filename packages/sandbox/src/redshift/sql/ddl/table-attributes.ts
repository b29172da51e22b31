import type { Edit } from '../edit.js'
import type { TokenReader } from '../token-reader.js'
import type { Token } from '../tokens.js'

/** Drops how a table is stored and distributed from what follows its columns. */
export function* tableAttributes(reader: TokenReader): Generator<Edit> {
  for (let first = reader.peek(); first && !reader.sees('as'); first = reader.peek()) {
    const last = attribute(reader)
    if (last) yield { start: first.start, end: last.end, text: '' }
    else reader.next()
  }
}

/** Steps over one such attribute; its last token. */
function attribute(reader: TokenReader): Token | undefined {
  let last: Token | undefined
  const accept = (...words: string[]) => {
    const seen = reader.peek(words.length - 1)
    if (!reader.accept(...words)) return false
    last = seen
    return true
  }
  const acceptAny = () => {
    last = reader.next() ?? last
  }
  const acceptColumns = () => {
    const columns = reader.group()
    if (columns) last = reader.peek(-1)
  }
  if (accept('backup') || accept('diststyle')) acceptAny()
  else if (accept('distkey')) acceptColumns()
  else if (accept('encode', 'auto')) return last
  else if (accept('sortkey', 'auto')) return last
  else if (accept('compound', 'sortkey') || accept('interleaved', 'sortkey') || accept('sortkey'))
    acceptColumns()
  return last
}
