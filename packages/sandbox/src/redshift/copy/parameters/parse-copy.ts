import { RedshiftError } from '../../redshift-error.js'
import { authorizationOf } from '../../objects/authorization.js'
import { conversionsOf } from './copy-conversions.js'
import { formatOf } from './copy-format.js'
import { type CopyArgument, readParameters } from './copy-parameters.js'
import { checkRules } from './copy-rules.js'
import type { CopyCompression, CopyStatement } from '../copy-statement.js'
import { s3Location } from '../../objects/s3-location.js'
import { TokenCursor } from '../token-cursor.js'

const compressions: readonly CopyCompression[] = ['gzip', 'bzip2', 'zstd']

/**
 * Reads a COPY statement. https://docs.aws.amazon.com/redshift/latest/dg/r_COPY.html
 *
 * @throws RedshiftError where `sql` is no such statement, contradicts itself or asks for what is not supported;
 * no secret of the statement is in its message.
 */
export function parseCopy(sql: string): CopyStatement {
  const cursor = new TokenCursor(sql)
  cursor.expect('copy')
  if (cursor.peek()?.kind === 'word' && cursor.peek()?.value === 'job') {
    throw new RedshiftError('COPY JOB is not supported', { code: '0A000' })
  }
  const first = cursor.name()
  const table = cursor.accept('.') ? cursor.name() : undefined
  const columns = cursor.accept('(') ? columnList(cursor) : undefined
  cursor.expect('from')
  const url = cursor.string()
  const given = readParameters(cursor)
  refuseSource(url)
  checkRules(given)
  checkRange('COMPROWS', given.get('comprows'), 1_000, 2_147_483_647)
  checkRange('MAXERROR', given.get('maxerror'), 0, 100_000)
  const region = given.get('region')
  const compression = compressions.find((name) => given.has(name))
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

function columnList(cursor: TokenCursor): string[] {
  const columns: string[] = []
  do columns.push(cursor.name())
  while (cursor.accept(','))
  cursor.expect(')')
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
