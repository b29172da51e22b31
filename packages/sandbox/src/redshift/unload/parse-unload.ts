import { authorizationOf } from '../objects/authorization.js'
import { s3Location } from '../objects/s3-location.js'
import { RedshiftError } from '../redshift-error.js'
import { TokenReader } from '../sql/tokens/token-reader.js'
import { tokenize } from '../sql/tokens/tokens.js'
import type { Token } from '../sql/tokens/tokens.js'
import { unloadFormat } from './unload-format.js'
import { readUnloadParameters } from './unload-parameters.js'
import type { UnloadArgument } from './unload-parameters.js'
import type { UnloadStatement } from './unload-statement.js'

const MEGABYTE = 1024 * 1024
const SMALLEST = 5 * MEGABYTE
const LARGEST = 6.2 * 1024 * MEGABYTE

/**
 * Reads an UNLOAD statement. https://docs.aws.amazon.com/redshift/latest/dg/r_UNLOAD.html
 * Throws `RedshiftError` if the statement is not one, contradicts itself, or asks for what is not supported; the
 * message holds none of the statement's secrets.
 */
export function parseUnload(tokens: readonly Token[]): UnloadStatement {
  const reader = new TokenReader(tokens)
  reader.expect('unload')
  reader.expect('(')
  const query = reader.string()
  reader.expect(')')
  reader.expect('to')
  const target = s3Location(reader.string())
  const given = readUnloadParameters(reader)
  refuseUnsupported(given)
  refuseLimit(query)
  const columns = given.get('partition')
  const extension = given.get('extension')
  return {
    query,
    target,
    authorization: authorizationOf(given),
    format: unloadFormat(given),
    nullAs: String(given.get('null') ?? ''),
    gzip: given.has('gzip'),
    ...(Array.isArray(columns) ? { partition: { columns, include: given.has('include') } } : {}),
    manifest: (given.get('manifest') as 'plain' | 'verbose' | undefined) ?? false,
    existing: existing(given),
    parallel: given.get('parallel') !== 'off',
    maxFileSize: maxFileSize(given.get('maxfilesize')),
    ...(extension === undefined ? {} : { extension: String(extension) }),
  }
}

function refuseUnsupported(given: ReadonlyMap<string, UnloadArgument>): void {
  const unsupported = ['bzip2', 'zstd', 'master_symmetric_key'].find((name) => given.has(name))
  if (unsupported) {
    throw new RedshiftError(`UNLOAD with ${unsupported.toUpperCase()} is not supported by the sandbox`, {
      code: '0A000',
    })
  }
}

function existing(given: ReadonlyMap<string, UnloadArgument>): UnloadStatement['existing'] {
  if (given.has('cleanpath') && given.has('allowoverwrite')) {
    throw new RedshiftError('CLEANPATH and ALLOWOVERWRITE cannot be used together')
  }
  if (given.has('cleanpath')) return 'remove'
  return given.has('allowoverwrite') ? 'overwrite' : 'refuse'
}

function maxFileSize(given: UnloadArgument | undefined): number {
  if (given === undefined) return LARGEST
  const bytes = Number(given)
  if (bytes < SMALLEST || bytes > LARGEST) {
    throw new RedshiftError('MAXFILESIZE must be between 5 MB and 6.2 GB')
  }
  return bytes
}

/** The slices would each give as many rows; one within a subquery is one's own affair. */
function refuseLimit(query: string): void {
  let depth = 0
  for (const token of tokenize(query)) {
    if (token.text === '(') depth++
    else if (token.text === ')') depth--
    else if (depth === 0 && token.kind === 'word' && token.value === 'limit') {
      throw new RedshiftError('Limit clause is not supported', { code: '0A000' })
    }
  }
}
