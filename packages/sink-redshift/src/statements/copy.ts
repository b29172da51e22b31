import type { Column, Statement, Target } from '@arbalest/core'
import type { Compression, CopyOptions } from '../copy-options.js'
import type { Authorization } from '../options.js'
import { quoteIdentifier, quoteLiteral, quoteTable } from '../quote.js'

/** All that a COPY is told. */
export interface CopyCommand {
  readonly into: Target
  /** The URL of the manifest that names the objects. */
  readonly manifest: string
  /** The URL of the JSONPaths file of `into`. */
  readonly jsonPaths: string
  readonly authorization: Authorization
  /** How these objects are compressed. */
  readonly compression: Compression
  readonly options: CopyOptions
  /** Whether to read the objects alone, and load nothing. */
  readonly noLoad: boolean
}

/** As many as COPY allows (https://docs.aws.amazon.com/redshift/latest/dg/copy-parameters-data-load.html). */
const MOST_ERRORS = 100_000

/**
 * A COPY of JSON objects by manifest (https://docs.aws.amazon.com/redshift/latest/dg/r_COPY.html).
 * Where Redshift is let in by keys, the statement holds them: no message may repeat it.
 */
export function copyStatement(command: CopyCommand): Statement {
  const { into, manifest, jsonPaths, authorization, compression, noLoad } = command
  const options = noLoad ? { ...command.options, maxError: MOST_ERRORS } : command.options
  const columns = copiedColumns(into)
    .map(({ name }) => quoteIdentifier(name))
    .join(', ')
  return {
    text: [
      `copy ${quoteTable(into.table)} (${columns})`,
      `from ${quoteLiteral(manifest)}`,
      authorize(authorization),
      'manifest',
      `json ${quoteLiteral(jsonPaths)}`,
      ...parameters(options),
      ...(noLoad ? ['noload'] : []),
      ...(compression === 'none' ? [] : [compression]),
    ].join(' '),
  }
}

/** The columns that documents fill: all but those whose staged rows have a constant there. */
export function copiedColumns({ columns }: Target): readonly Column[] {
  return columns.filter(({ constant }) => constant === undefined)
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

function* parameters(options: CopyOptions): Generator<string> {
  const { region, timeFormat = 'auto', dateFormat = 'auto', acceptInvChars, compUpdate, statUpdate } = options
  if (region !== undefined) yield `region ${quoteLiteral(region)}`
  yield `timeformat ${quoteLiteral(timeFormat)}`
  yield `dateformat ${quoteLiteral(dateFormat)}`
  if (options.acceptAnyDate) yield 'acceptanydate'
  if (acceptInvChars)
    yield acceptInvChars === true ? 'acceptinvchars' : `acceptinvchars ${quoteLiteral(acceptInvChars)}`
  if (options.blanksAsNull) yield 'blanksasnull'
  if (options.emptyAsNull) yield 'emptyasnull'
  if (options.trimBlanks) yield 'trimblanks'
  if (options.truncateColumns) yield 'truncatecolumns'
  if (options.roundEc) yield 'roundec'
  if (options.explicitIds) yield 'explicit_ids'
  if (options.ignoreHeader) yield `ignoreheader ${options.ignoreHeader}`
  if (options.encoding !== undefined) yield `encoding ${options.encoding}`
  if (options.maxError) yield `maxerror ${options.maxError}`
  if (compUpdate !== undefined) yield `compupdate ${compUpdate === 'preset' ? 'preset' : onOff(compUpdate)}`
  if (statUpdate !== undefined) yield `statupdate ${onOff(statUpdate)}`
}

function onOff(flag: boolean): string {
  return flag ? 'on' : 'off'
}
