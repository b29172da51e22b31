import { splitAtCommas, type TokenReader } from '../tokens/token-reader.js'
import type { Token } from '../tokens/tokens.js'
import { postgresType } from '../writing/declared-type.js'
import { quoteLiteral } from '../writing/literals.js'
import { readNames, shownRows } from './shown-rows.js'

/** The query that SHOW PROCEDURES, FUNCTIONS or PARAMETERS stands for; undefined for any other. https://docs.aws.amazon.com/redshift/latest/dg/r_SHOW_PARAMETERS.html */
export function showRoutines(reader: TokenReader): string | undefined {
  for (const kind of ['procedure', 'function']) {
    if (!reader.accept(`${kind}s`, 'from', 'schema')) continue
    const [database, schema_name] = readNames(reader, 2)
    const named = `${kind}_name`
    const order = [named, 'argument_list']
    return shownRows(reader, { view: `show_${kind}s`, database, where: { schema_name }, named, order })
  }
  if (reader.accept('procedure')) return showProcedure(reader)
  if (!reader.accept('parameters', 'of')) return undefined
  const kind = reader.accept('procedure') ? 'procedure' : 'function'
  if (kind === 'function') reader.expect('function')
  const [database, schema_name, routine_name] = readNames(reader, 3)
  const signature = readSignature(reader)
  return shownRows(reader, {
    view: 'show_parameters',
    columns: [
      'database_name',
      'schema_name',
      `routine_name as ${kind}_name`,
      'parameter_name',
      'ordinal_position',
      'parameter_type',
      'data_type',
      'character_maximum_length',
      'numeric_precision',
      'numeric_scale',
      'remarks',
    ],
    database,
    where: { schema_name, routine_name, prokind: quoteLiteral(kind.charAt(0)), signature },
    named: 'parameter_name',
    order: ['ordinal_position'],
  })
}

/** https://docs.aws.amazon.com/redshift/latest/dg/r_SHOW_PROCEDURE.html */
function showProcedure(reader: TokenReader): string {
  const [schema = 'null', name] = readNames(reader, 2)
  const types = splitAtCommas(reader.group() ?? [])
  const written = reader.peek(-1)?.text === ')'
  if (reader.peek()) throw reader.unexpected()
  const inputs = types.map((tokens) => typeOf(tokens)).filter((type) => type.length > 0)
  const names = inputs.map((type) => quoteLiteral(postgresType(type)))
  const signature = written ? `redshift.signature(array[${names.join(', ')}]::text[])` : 'null'
  return `select redshift.procedure_statement(${schema}, ${name}, ${signature}) as "Stored Procedure Definition"`
}

/** What `[name] [mode] type` has for a type; nothing for OUT. */
function typeOf(tokens: readonly Token[]): readonly Token[] {
  const modes = tokens.slice(0, 2).filter(({ value }) => /^(in|out|inout)$/.test(value))
  if (modes.some(({ value }) => value === 'out')) return []
  const rest = tokens.filter((token) => !modes.includes(token))
  const named = rest.length > 1 && !/^(\(|varying|precision|with|without)$/.test(rest[1]?.value ?? '')
  return named ? rest.slice(1) : rest
}

/** The types of a routine's arguments, in parentheses. Throws `RedshiftError` (42601) if there are none. */
export function readSignature(reader: TokenReader): string {
  if (!reader.sees('(')) throw reader.unexpected()
  const types = splitAtCommas(reader.group() ?? []).filter((type) => type.length > 0)
  const names = types.map((type) =>
    type[0]?.kind === 'parameter' ? type[0].text : quoteLiteral(postgresType(type)),
  )
  return `redshift.signature(array[${names.join(', ')}]::text[])`
}
