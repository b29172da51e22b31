import { RedshiftError } from '../../redshift-error.js'
import { flag, readParameters, role, string } from '../../sql/tokens/parameters.js'
import type { ReadArgument } from '../../sql/tokens/parameters.js'
import type { TokenReader } from '../../sql/tokens/token-reader.js'

/** What a parameter was given. */
export type CopyArgument = string | number | true

type Read = ReadArgument<CopyArgument>

const integer: Read = (reader) => {
  reader.accept('as')
  return reader.integer()
}

const optionalString =
  (otherwise: string): Read =>
  (reader) => {
    const as = reader.accept('as')
    if (reader.peek()?.kind === 'string') return reader.string()
    if (as) throw reader.unexpected()
    return otherwise
  }

const oneOf =
  (words: readonly string[], otherwise?: string): Read =>
  (reader) => {
    reader.accept('as')
    const word = words.find((candidate) => reader.accept(candidate)) ?? otherwise
    if (word === undefined) throw reader.unexpected()
    return word
  }

const encoding: Read = (reader) => {
  reader.accept('as')
  const name = reader.take('word', 'string')
  if (name === undefined) throw reader.unexpected()
  return name.toLowerCase()
}

const simplify: Read = (reader) => {
  if (reader.accept('simplify')) {
    reader.accept('auto')
    if (reader.take('string', 'number') === undefined) return true
  }
  return true
}

const FLAGS = [
  'acceptanydate',
  'blanksasnull',
  'bzip2',
  'csv',
  'emptyasnull',
  'encrypted',
  'escape',
  'explicit_ids',
  'fillrecord',
  'gzip',
  'ignoreallerrors',
  'ignoreblanklines',
  'lzop',
  'manifest',
  'noload',
  'orc',
  'parquet',
  'removequotes',
  'roundec',
  'serializetojson',
  'ssh',
  'trimblanks',
  'truncatecolumns',
  'zstd',
] as const

const STRINGS = [
  'access_key_id',
  'credentials',
  'dateformat',
  'delimiter',
  'fixedwidth',
  'master_symmetric_key',
  'null',
  'quote',
  'region',
  'secret_access_key',
  'session_token',
  'timeformat',
] as const

const READERS: Readonly<Record<string, Read>> = {
  ...Object.fromEntries(FLAGS.map((name) => [name, flag])),
  ...Object.fromEntries(STRINGS.map((name) => [name, string])),
  acceptinvchars: optionalString('?'),
  avro: optionalString('auto'),
  comprows: integer,
  compupdate: oneOf(['preset', 'on', 'true', 'off', 'false'], 'on'),
  encoding,
  iam_role: role,
  ignoreheader: integer,
  json: optionalString('auto'),
  maxerror: integer,
  readratio: integer,
  shapefile: simplify,
  statupdate: oneOf(['on', 'true', 'off', 'false'], 'on'),
}

/** Every parameter that the grammar has, lower case. */
export const COPY_PARAMETERS: readonly string[] = Object.keys(READERS).toSorted()

const FORMATS = ['avro', 'csv', 'fixedwidth', 'json', 'orc', 'parquet', 'shapefile']

/** What the page "COPY JOB" and newer pages add, and this engine does not run. */
const NOT_RUN = new Map([
  ['job', 'JOB'],
  ['template', 'with TEMPLATE'],
  ['using', 'with TEMPLATE'],
])

/** The parameters after FROM 'source', by name; each may stand once, in any order. */
export function readCopyParameters(reader: TokenReader): Map<string, CopyArgument> {
  return readParameters<CopyArgument>(reader, { readers: READERS, skip, refuse })
}

/** WITH may stand before CREDENTIALS, FORMAT [AS] before a format. */
function skip(reader: TokenReader): boolean {
  if (reader.accept('with')) {
    if (reader.peek()?.value !== 'credentials') throw reader.unexpected()
    return true
  }
  if (!reader.accept('format')) return false
  reader.accept('as')
  if (!FORMATS.includes(reader.peek()?.value ?? '')) throw reader.unexpected()
  return true
}

function refuse(word: string): RedshiftError | undefined {
  const named = NOT_RUN.get(word)
  return named === undefined
    ? undefined
    : new RedshiftError(`COPY ${named} is not supported`, { code: '0A000' })
}
