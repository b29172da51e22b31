import { RedshiftError } from '../../redshift-error.js'
import type { CopyArgument } from './copy-parameters.js'

type Given = ReadonlyMap<string, CopyArgument>

/** Parameters that this engine refuses, and what they stand for. */
export const REFUSED_PARAMETERS: Readonly<Record<string, string>> = {
  orc: 'FORMAT ORC',
  shapefile: 'FORMAT SHAPEFILE',
  ssh: 'COPY from remote hosts (SSH)',
  readratio: 'READRATIO (COPY from DynamoDB)',
  lzop: 'LZOP compression',
  encrypted: 'ENCRYPTED (client-side encryption)',
  master_symmetric_key: 'MASTER_SYMMETRIC_KEY (client-side encryption)',
}

const TOGETHER: readonly (readonly [string, readonly string[]])[] = [
  ['csv', ['fixedwidth', 'json', 'parquet', 'removequotes', 'escape']],
  ['fixedwidth', ['delimiter', 'json', 'parquet', 'escape', 'removequotes']],
  ['json', ['parquet', 'delimiter', 'escape', 'fillrecord', 'ignoreblanklines', 'null', 'removequotes']],
  // As with JSON, and what is of lines.
  [
    'avro',
    [
      'csv',
      'fixedwidth',
      'json',
      'parquet',
      'delimiter',
      'encoding',
      'escape',
      'fillrecord',
      'ignoreblanklines',
      'ignoreheader',
      'null',
      'removequotes',
    ],
  ],
  ['gzip', ['bzip2', 'zstd']],
  ['bzip2', ['zstd']],
  ['maxerror', ['ignoreallerrors']],
]

/** All that COPY from columnar formats takes: the page "COPY from columnar data formats". */
const COLUMNAR = new Set([
  'parquet',
  'serializetojson',
  'acceptinvchars',
  'fillrecord',
  'iam_role',
  'credentials',
  'access_key_id',
  'secret_access_key',
  'session_token',
  'statupdate',
  'manifest',
  'explicit_ids',
  'region',
  'compupdate',
])

/**
 * Refuses what cannot be run and what contradicts itself.
 * https://docs.aws.amazon.com/redshift/latest/dg/copy-parameters-data-format.html
 */
export function checkRules(given: Given): void {
  for (const name of given.keys()) {
    const refused = REFUSED_PARAMETERS[name]
    if (refused !== undefined) throw new RedshiftError(`${refused} is not supported`, { code: '0A000' })
  }
  for (const [one, others] of TOGETHER) {
    const other = given.has(one) ? others.find((name) => given.has(name)) : undefined
    if (other !== undefined) throw conflict(other, one)
  }
  if (given.has('quote') && !given.has('csv')) throw new RedshiftError('QUOTE can be used only with CSV')
  if (given.has('serializetojson') && !given.has('parquet')) {
    throw new RedshiftError('SERIALIZETOJSON can be used only with PARQUET or ORC')
  }
  if (given.has('fixedwidth') && (given.get('encoding') ?? 'utf8') !== 'utf8')
    throw conflict('ENCODING', 'fixedwidth')
  if (!given.has('parquet')) return
  const other = [...given.keys()].find((name) => !COLUMNAR.has(name))
  if (other !== undefined) throw conflict(other, 'parquet')
}

function conflict(one: string, other: string): RedshiftError {
  // As users report it.
  return new RedshiftError(`${other.toUpperCase()} is not compatible with ${one.toUpperCase()}`)
}
