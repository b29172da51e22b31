import { RedshiftError } from '../../redshift-error.js'
import type { TokenCursor } from '../token-cursor.js'

/** What a parameter was given. */
export type CopyArgument = string | number | true

type ReadArgument = (cursor: TokenCursor) => CopyArgument

const flag: ReadArgument = () => true

const string: ReadArgument = (cursor) => {
  cursor.accept('as')
  return cursor.string()
}

const integer: ReadArgument = (cursor) => {
  cursor.accept('as')
  return cursor.integer()
}

const optionalString =
  (otherwise: string): ReadArgument =>
  (cursor) => {
    const as = cursor.accept('as')
    if (cursor.peek()?.kind === 'string') return cursor.string()
    if (as) throw cursor.unexpected()
    return otherwise
  }

const oneOf =
  (words: readonly string[], otherwise?: string): ReadArgument =>
  (cursor) => {
    cursor.accept('as')
    const word = words.find((candidate) => cursor.accept(candidate)) ?? otherwise
    if (word === undefined) throw cursor.unexpected()
    return word
  }

const encoding: ReadArgument = (cursor) => {
  cursor.accept('as')
  const name = cursor.take('word', 'string')
  if (name === undefined) throw cursor.unexpected()
  return name.toLowerCase()
}

const role: ReadArgument = (cursor) => {
  cursor.accept('as')
  return cursor.accept('default') ? 'default' : cursor.string()
}

const simplify: ReadArgument = (cursor) => {
  if (cursor.accept('simplify')) {
    cursor.accept('auto')
    if (cursor.take('string', 'number') === undefined) return true
  }
  return true
}

const flags = [
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

const strings = [
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

const readers: Readonly<Record<string, ReadArgument>> = {
  ...Object.fromEntries(flags.map((name) => [name, flag])),
  ...Object.fromEntries(strings.map((name) => [name, string])),
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
export const parameterNames: readonly string[] = Object.keys(readers).toSorted()

const formats = ['avro', 'csv', 'fixedwidth', 'json', 'orc', 'parquet', 'shapefile']

/** What the page "COPY JOB" and newer pages add, and this engine does not run. */
const notRun = new Map([
  ['job', 'JOB'],
  ['template', 'with TEMPLATE'],
  ['using', 'with TEMPLATE'],
])

/** The parameters behind FROM 'source', by name; each may stand once, in any order. */
export function readParameters(cursor: TokenCursor): Map<string, CopyArgument> {
  const given = new Map<string, CopyArgument>()
  for (let token = cursor.peek(); token !== undefined; token = cursor.peek()) {
    if (cursor.accept('with')) {
      if (cursor.peek()?.value !== 'credentials') throw cursor.unexpected()
      continue
    }
    if (cursor.accept('format')) {
      cursor.accept('as')
      if (!formats.includes(cursor.peek()?.value ?? '')) throw cursor.unexpected()
      continue
    }
    const read =
      token.kind === 'word' && Object.hasOwn(readers, token.value) ? readers[token.value] : undefined
    if (read === undefined) {
      const named = token.kind === 'word' ? notRun.get(token.value) : undefined
      if (named !== undefined) throw new RedshiftError(`COPY ${named} is not supported`, { code: '0A000' })
      throw cursor.unexpected()
    }
    cursor.accept(token.value)
    if (given.has(token.value)) {
      throw new RedshiftError(`conflicting or redundant options: ${token.value.toUpperCase()}`, {
        code: '42601',
      })
    }
    given.set(token.value, read(cursor))
  }
  return given
}
