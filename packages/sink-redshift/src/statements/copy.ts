import { copiedColumns, type Statement, type Target } from '@arbalest/core/plugin'
import type {
  Compression,
  CopyOptions,
  CsvCopyOptions,
  DelimitedCopyOptions,
  OrcCopyOptions,
  ParquetCopyOptions,
} from '../options/copy-options.js'
import type { Authorization } from '../options/authorization.js'
import { quoteCharacter, quoteIdentifier, quoteLiteral, quoteTable } from './syntax/quote.js'

/** All that a COPY statement says. */
export interface CopyCommand {
  readonly into: Target
  /** The URL of the manifest that names the objects. */
  readonly manifest: string
  /** The URL of the JSONPaths file of `into`, if the objects are JSON or Avro. */
  readonly jsonPaths?: string | undefined
  readonly authorization: Authorization
  /** How these objects are compressed; `none` for columnar ones, whose compression COPY finds itself. */
  readonly compression: Compression
  readonly options: CopyOptions
  /** Whether to read the objects and load nothing, which COPY cannot do with Parquet. */
  readonly noLoad: boolean
  /** How many rows that do not fit are left out; the statement fails if there are more. Not for columnar objects. */
  readonly mostRejected: number
}

/**
 * How many rows a COPY can leave out, at most. Its MAXERROR is the number at which it fails, and
 * 100,000 at most (https://docs.aws.amazon.com/redshift/latest/dg/copy-parameters-data-load.html).
 */
export const MOST_LEFT_OUT = 99_999

/**
 * A COPY of objects by manifest (https://docs.aws.amazon.com/redshift/latest/dg/r_COPY.html).
 * If Redshift is authorized by keys, the statement contains them: no message may repeat it.
 */
export function copyStatement(command: CopyCommand): Statement {
  const { into, manifest, authorization, compression, noLoad } = command
  const columns = copiedColumns(into)
    .map(({ name }) => quoteIdentifier(name))
    .join(', ')
  return {
    text: [
      `copy ${quoteTable(into.table)} (${columns})`,
      `from ${quoteLiteral(manifest)}`,
      authorize(authorization),
      'manifest',
      ...formatOf(command),
      ...parameters(command),
      ...(noLoad ? ['noload'] : []),
      ...(compression === 'none' ? [] : [compression]),
    ].join(' '),
  }
}

function authorize(authorization: Authorization): string {
  if (authorization.kind === 'role') {
    return authorization.role === 'default'
      ? 'iam_role default'
      : `iam_role ${quoteLiteral(authorization.role)}`
  }
  const { accessKeyId, secretAccessKey, sessionToken } = authorization
  const token = sessionToken ? ` session_token ${quoteLiteral(sessionToken.reveal())}` : ''
  return `access_key_id ${quoteLiteral(accessKeyId.reveal())} secret_access_key ${quoteLiteral(secretAccessKey.reveal())}${token}`
}

// https://docs.aws.amazon.com/redshift/latest/dg/copy-parameters-data-format.html
function* formatOf({ options, jsonPaths = '' }: CopyCommand): Generator<string> {
  switch (options.format) {
    case 'csv':
      yield 'csv'
      if (options.quote !== undefined) yield `quote ${quoteLiteral(options.quote)}`
      if (options.delimiter !== undefined) yield `delimiter ${quoteCharacter(options.delimiter)}`
      break
    case 'delimited':
      yield `delimiter ${quoteCharacter(options.delimiter ?? '|')}`
      if (options.escape) yield 'escape'
      if (options.removeQuotes) yield 'removequotes'
      break
    case 'avro':
      yield `format as avro ${quoteLiteral(jsonPaths)}`
      break
    case 'parquet':
    case 'orc':
      yield `format ${options.format}`
      if (options.serializeToJson) yield 'serializetojson'
      break
    default:
      yield `json ${quoteLiteral(jsonPaths)}`
  }
}

function* parameters({ options, mostRejected }: CopyCommand): Generator<string> {
  const { acceptInvChars, statUpdate } = options
  if (options.format === 'parquet' || options.format === 'orc') {
    if (options.fillRecord) yield 'fillrecord'
  } else yield* rowParameters(options, mostRejected)
  if (options.format === 'csv' || options.format === 'delimited') yield* fieldParameters(options)
  if (acceptInvChars)
    yield acceptInvChars === true ? 'acceptinvchars' : `acceptinvchars ${quoteLiteral(acceptInvChars)}`
  if (options.explicitIds) yield 'explicit_ids'
  if (statUpdate !== undefined) yield `statupdate ${onOff(statUpdate)}`
}

function* rowParameters(
  options: Exclude<CopyOptions, ParquetCopyOptions | OrcCopyOptions>,
  mostRejected: number,
): Generator<string> {
  const { region, timeFormat = 'auto', dateFormat = 'auto', compUpdate } = options
  if (region !== undefined) yield `region ${quoteLiteral(region)}`
  yield `timeformat ${quoteLiteral(timeFormat)}`
  yield `dateformat ${quoteLiteral(dateFormat)}`
  if (options.acceptAnyDate) yield 'acceptanydate'
  if (options.blanksAsNull) yield 'blanksasnull'
  if (options.emptyAsNull) yield 'emptyasnull'
  if (options.trimBlanks) yield 'trimblanks'
  if (options.truncateColumns) yield 'truncatecolumns'
  if (options.roundEc) yield 'roundec'
  if (options.format !== 'avro' && options.ignoreHeader) yield `ignoreheader ${options.ignoreHeader}`
  if (options.format !== 'avro' && options.encoding !== undefined) yield `encoding ${options.encoding}`
  if (mostRejected > 0) yield `maxerror ${mostRejected + 1}`
  if (compUpdate !== undefined) yield `compupdate ${compUpdate === 'preset' ? 'preset' : onOff(compUpdate)}`
}

function* fieldParameters({
  nullAs,
  fillRecord,
  ignoreBlankLines,
}: CsvCopyOptions | DelimitedCopyOptions): Generator<string> {
  // COPY's default is not written, because servers differ in how they read its backslash.
  if (nullAs !== undefined && nullAs !== String.raw`\N`)
    yield `null as ${nullAs === '\0' ? String.raw`'\000'` : quoteLiteral(nullAs)}`
  if (fillRecord) yield 'fillrecord'
  if (ignoreBlankLines) yield 'ignoreblanklines'
}

function onOff(flag: boolean): string {
  return flag ? 'on' : 'off'
}
