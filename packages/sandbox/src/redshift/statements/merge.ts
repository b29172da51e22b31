import { RedshiftError } from '../redshift-error.js'
import type { Statement } from '../sql/tokens/split-statements.js'
import { syntaxError } from '../sql/tokens/syntax-error.js'
import { TokenReader } from '../sql/tokens/token-reader.js'
import type { Token } from '../sql/tokens/tokens.js'
import { translation } from '../sql/translation/translation.js'
import { quoteName } from '../sql/writing/names.js'
import { runAtomically } from './context/atomically.js'
import type { Plan } from './context/context.js'

/**
 * MERGE: PostgreSQL's own within Redshift's grammar, or in its simplified mode the removal of what
 * matches and the insertion of the source. https://docs.aws.amazon.com/redshift/latest/dg/r_MERGE.html
 */
export function merge(
  { tokens }: Statement,
  written: (tokens: readonly Token[]) => string,
): Plan | undefined {
  if (tokens.some(({ text }) => text === '[')) {
    throw new RedshiftError('Partial reference of SUPER column is not supported in MERGE statement.', {
      code: '0A000',
    })
  }
  const reader = new TokenReader(tokens)
  reader.expect('merge', 'into')
  const target = reader.name()
  if (!target) throw syntaxError(reader.peek())
  // The target has no alias.
  reader.expect('using')
  const source = readSource(reader, written)
  reader.expect('on')
  const start = reader.at
  const condition = () => written(tokens.slice(start, reader.at))
  while (reader.peek() && !reader.sees('when') && !reader.sees('remove', 'duplicates')) {
    if (!reader.group()) reader.next()
  }
  if (!reader.sees('remove')) {
    checkWhens(reader)
    return undefined
  }
  const into = target.map(quoteName).join('.')
  const matching = condition()
  const steps = [
    `delete from ${into} using ${source.from} where ${matching}`,
    `insert into ${into} select ${source.name}.* from ${source.from}`,
  ].map((sql) => translation(sql, tokens))
  return {
    task: async (context) => {
      const statements = await Promise.all(steps.map((sql) => sql(context.catalog)))
      await runAtomically(context, statements)
      return 'MERGE'
    },
  }
}

function readSource(reader: TokenReader, written: (tokens: readonly Token[]) => string) {
  const query = reader.group()
  const table = query ? undefined : reader.name()
  if (!query && !table) throw syntaxError(reader.peek())
  const alias = reader.accept('as') || !reader.sees('on') ? reader.word() : undefined
  const from = query ? `(${written(query)})` : (table ?? []).map(quoteName).join('.')
  const name = quoteName(alias ?? table?.at(-1) ?? '')
  return { from: alias === undefined ? from : `${from} as ${name}`, name }
}

/** One for rows that match and one for those that do not, in this order. */
function checkWhens(reader: TokenReader): void {
  reader.expect('when', 'matched', 'then')
  while (reader.peek() && !reader.sees('when')) if (!reader.group()) reader.next()
  reader.expect('when', 'not', 'matched', 'then', 'insert')
  while (reader.peek() && !reader.sees('when')) if (!reader.group()) reader.next()
  if (reader.peek()) throw syntaxError(reader.peek())
}
