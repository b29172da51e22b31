import type { Statement } from '../tokens/split-statements.js'
import { syntaxError } from '../tokens/syntax-error.js'
import { TokenReader } from '../tokens/token-reader.js'
import type { Edit } from '../writing/edit.js'
import { quoteLiteral } from '../writing/literals.js'
import { quoteName } from '../writing/names.js'

/** VACUUM, ANALYZE and CANCEL in PostgreSQL's words. https://docs.aws.amazon.com/redshift/latest/dg/r_VACUUM_command.html */
export function* maintenanceRule({ text, tokens }: Statement): Generator<Edit> {
  const reader = new TokenReader(tokens)
  const become = (sql: string): Edit => ({ start: 0, end: text.length, text: sql })
  if (reader.accept('vacuum')) yield become(vacuum(reader))
  else if (reader.accept('analyze') || reader.accept('analyse')) yield become(analyze(reader))
  else if (reader.accept('cancel')) {
    yield become(`select pg_catalog.pg_cancel_backend(${Number(reader.next()?.text)})`)
  }
}

function vacuum(reader: TokenReader): string {
  const kinds = ['full', 'sort', 'delete', 'reindex', 'recluster']
  if (kinds.some((kind) => reader.accept(kind))) reader.accept('only')
  const table = reader.sees('to') || reader.sees('boost') ? undefined : reader.name()
  if (reader.accept('to')) {
    reader.next()
    reader.expect('percent')
  }
  reader.accept('boost')
  if (reader.peek()) throw syntaxError(reader.peek())
  return ['vacuum', table?.map(quoteName).join('.')].filter(Boolean).join(' ')
}

function analyze(reader: TokenReader): string {
  if (reader.accept('compression')) return analyzeCompression(reader)
  reader.accept('verbose')
  const table = reader.sees('predicate') || reader.sees('all') ? undefined : reader.name()
  const columns = reader.group()?.map((token) => (token.text === ',' ? ', ' : quoteName(token.value)))
  if (reader.accept('predicate') || reader.accept('all')) reader.expect('columns')
  if (reader.peek()) throw syntaxError(reader.peek())
  const name = table?.map(quoteName).join('.')
  return ['analyze', name && (columns ? `${name} (${columns.join('')})` : name)].filter(Boolean).join(' ')
}

/** Recommends to keep the encodings that there are. https://docs.aws.amazon.com/redshift/latest/dg/r_ANALYZE_COMPRESSION.html */
function analyzeCompression(reader: TokenReader): string {
  const table = reader.sees('comprows') ? undefined : reader.name()
  const columns = reader.group()?.filter(({ text }) => text !== ',')
  if (reader.accept('comprows')) reader.integer()
  if (reader.peek()) throw syntaxError(reader.peek())
  const chosen = columns?.map(({ value }) => quoteLiteral(value)).join(', ')
  const encoding =
    chosen === undefined ? 'encoding' : `case when attname in (${chosen}) then encoding else 'N/A' end`
  const one = `relation = ${quoteLiteral(table?.map(quoteName).join('.') ?? '')}::pg_catalog.regclass`
  return (
    `select relname as "Table", attname as "Column", ${encoding} as "Encoding", 0.00::numeric(5, 2) as "Est_reduction_pct" ` +
    `from redshift.columns where kind = 'TABLE' and not of_system${table ? ` and ${one}` : ''} order by relname, attnum`
  )
}
