import { authorizationOf } from '../../objects/authorization.js'
import { s3Location } from '../../objects/s3-location.js'
import { RedshiftError } from '../../redshift-error.js'
import { TokenReader } from '../../sql/tokens/token-reader.js'
import type { Token } from '../../sql/tokens/tokens.js'
import type { CopyCompression, CopyStatement } from '../statement/copy-statement.js'
import { conversionsOf } from './copy-conversions.js'
import { formatOf } from './copy-format.js'
import { type CopyArgument, readCopyParameters } from './copy-parameters.js'
import { checkRules } from './copy-rules.js'

const COMPRESSIONS: readonly CopyCompression[] = ['gzip', 'bzip2', 'zstd']

/**
 * Reads a COPY statement. https://docs.aws.amazon.com/redshift/latest/dg/r_COPY.html
 * Throws `RedshiftError` if the statement is not one, contradicts itself, or asks for what is not supported; the
 * message holds none of the statement's secrets.
 */
export function parseCopy(tokens: readonly Token[]): CopyStatement {
  const reader = new TokenReader(tokens)
  reader.expect('copy')
  if (reader.peek()?.kind === 'word' && reader.peek()?.value === 'job') {
    throw new RedshiftError('COPY JOB is not supported', { code: '0A000' })
  }
  const first = reader.word()
  const table = reader.accept('.') ? reader.word() : undefined
  const columns = reader.accept('(') ? columnList(reader) : undefined
  reader.expect('from')
  const url = reader.string()
  const given = readCopyParameters(reader)
  refuseSource(url)
  checkRules(given)
  checkRange('COMPROWS', given.get('comprows'), 1_000, 2_147_483_647)
  checkRange('MAXERROR', given.get('maxerror'), 0, 100_000)
  const region = given.get('region')
  const compression = COMPRESSIONS.find((name) => given.has(name))
  return {
    ...(table === undefined ? { table: first } : { schema: first, table }),
    ...(columns === undefined ? {} : { columns }),
    source: s3Location(url),
    manifest: given.has('manifest'),
    authorization: authorizationOf(given),
    ...(region === undefined ? {} : { region: String(region) }),
    format: formatOf(given),
    ...(compression === undefined ? {} : { compression }),
    maxError: maxError(given),
    noLoad: given.has('noload'),
    conversions: conversionsOf(given),
  }
}

function columnList(reader: TokenReader): string[] {
  const columns: string[] = []
  do columns.push(reader.word())
  while (reader.accept(','))
  reader.expect(')')
  const twice = columns.find((name, index) => columns.indexOf(name) < index)
  if (twice !== undefined) {
    throw new RedshiftError(`column "${twice}" specified more than once`, { code: '42701' })
  }
  return columns
}

function refuseSource(url: string): void {
  const scheme = /^(emr|dynamodb):/.exec(url)?.[1]
  if (scheme === undefined) return
  throw new RedshiftError(`COPY from ${scheme === 'emr' ? 'EMR' : 'DynamoDB'} is not supported`, {
    code: '0A000',
  })
}

function checkRange(name: string, value: CopyArgument | undefined, least: number, most: number): void {
  if (value === undefined || (Number(value) >= least && Number(value) <= most)) return
  throw new RedshiftError(`${name} must be between ${least} and ${most}, not ${value}`)
}

function maxError(given: ReadonlyMap<string, CopyArgument>): number {
  if (given.has('ignoreallerrors')) return Infinity
  return Math.max(1, Number(given.get('maxerror') ?? 0))
}
