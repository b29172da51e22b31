import { flag, readParameters, role, string } from '../sql/tokens/parameters.js'
import type { ReadArgument } from '../sql/tokens/parameters.js'
import type { TokenReader } from '../sql/tokens/token-reader.js'

/** What a parameter was given. */
export type UnloadArgument = string | number | true | readonly string[]

type Read = ReadArgument<UnloadArgument>

const parallel: Read = (reader) => {
  if (reader.accept('off') || reader.accept('false')) return 'off'
  if (!reader.accept('on')) reader.accept('true')
  return 'on'
}

const MEGABYTE = 1024 * 1024

/** A number, of megabytes unless it says gigabytes. */
const size: Read = (reader) => {
  reader.accept('as')
  const amount = Number(reader.take('number'))
  if (Number.isNaN(amount)) throw reader.unexpected()
  if (reader.accept('gb')) return amount * 1024 * MEGABYTE
  reader.accept('mb')
  return amount * MEGABYTE
}

const columns: Read = (reader) => {
  reader.expect('by')
  reader.expect('(')
  const names: string[] = []
  do names.push(reader.word())
  while (reader.accept(','))
  reader.expect(')')
  return names
}

const READERS: Readonly<Record<string, Read>> = {
  access_key_id: string,
  addquotes: flag,
  allowoverwrite: flag,
  bzip2: flag,
  cleanpath: flag,
  credentials: string,
  csv: flag,
  delimiter: string,
  encrypted: (reader) => reader.accept('auto') || true,
  escape: flag,
  extension: string,
  fixedwidth: string,
  gzip: flag,
  header: flag,
  iam_role: role,
  include: flag,
  json: flag,
  kms_key_id: string,
  manifest: (reader) => (reader.accept('verbose') ? 'verbose' : 'plain'),
  master_symmetric_key: string,
  maxfilesize: size,
  null: string,
  parallel,
  parquet: flag,
  partition: columns,
  region: string,
  rowgroupsize: size,
  secret_access_key: string,
  session_token: string,
  zstd: flag,
}

/** Every parameter that the grammar has, lower case. */
export const UNLOAD_PARAMETERS: readonly string[] = Object.keys(READERS)

/** The parameters after TO 'target', by name; each may stand once, in any order. */
export function readUnloadParameters(reader: TokenReader): Map<string, UnloadArgument> {
  return readParameters<UnloadArgument>(reader, { readers: READERS, skip })
}

/** WITH may stand before any parameter, FORMAT [AS] before a format. */
function skip(reader: TokenReader): boolean {
  if (reader.accept('with')) return true
  if (!reader.accept('format')) return false
  reader.accept('as')
  return true
}
