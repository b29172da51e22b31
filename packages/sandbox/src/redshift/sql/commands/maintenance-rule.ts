import { RedshiftError } from '../../redshift-error.js'
import type { Statement } from '../tokens/split-statements.js'
import { syntaxError } from '../tokens/syntax-error.js'
import { TokenReader } from '../tokens/token-reader.js'
import type { Edit } from '../writing/edit.js'
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
  if (reader.accept('compression')) {
    throw new RedshiftError('ANALYZE COMPRESSION is not supported by the sandbox', { code: '0A000' })
  }
  reader.accept('verbose')
  const table = reader.sees('predicate') || reader.sees('all') ? undefined : reader.name()
  const columns = reader.group()?.map((token) => (token.text === ',' ? ', ' : quoteName(token.value)))
  if (reader.accept('predicate') || reader.accept('all')) reader.expect('columns')
  if (reader.peek()) throw syntaxError(reader.peek())
  const name = table?.map(quoteName).join('.')
  return ['analyze', name && (columns ? `${name} (${columns.join('')})` : name)].filter(Boolean).join(' ')
}
