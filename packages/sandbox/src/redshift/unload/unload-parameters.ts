import { RedshiftError } from '../redshift-error.js'
import type { TokenCursor } from '../copy/token-cursor.js'

/** What a parameter was given. */
export type UnloadArgument = string | number | true | readonly string[]

type ReadArgument = (cursor: TokenCursor) => UnloadArgument

const flag: ReadArgument = () => true

const string: ReadArgument = (cursor) => {
  cursor.accept('as')
  return cursor.string()
}

const role: ReadArgument = (cursor) => (cursor.accept('default') ? 'default' : cursor.string())

const parallel: ReadArgument = (cursor) => {
  if (cursor.accept('off') || cursor.accept('false')) return 'off'
  if (!cursor.accept('on')) cursor.accept('true')
  return 'on'
}

const MEGABYTE = 1024 * 1024

/** A number, of megabytes unless it says gigabytes. */
const size: ReadArgument = (cursor) => {
  cursor.accept('as')
  const amount = Number(cursor.take('number'))
  if (Number.isNaN(amount)) throw cursor.unexpected()
  if (cursor.accept('gb')) return amount * 1024 * MEGABYTE
  cursor.accept('mb')
  return amount * MEGABYTE
}

const columns: ReadArgument = (cursor) => {
  cursor.expect('by')
  cursor.expect('(')
  const names: string[] = []
  do names.push(cursor.name())
  while (cursor.accept(','))
  cursor.expect(')')
  return names
}

const readers: Readonly<Record<string, ReadArgument>> = {
  access_key_id: string,
  addquotes: flag,
  allowoverwrite: flag,
  bzip2: flag,
  cleanpath: flag,
  credentials: string,
  csv: flag,
  delimiter: string,
  encrypted: (cursor) => cursor.accept('auto') || true,
  escape: flag,
  extension: string,
  fixedwidth: string,
  gzip: flag,
  header: flag,
  iam_role: role,
  include: flag,
  json: flag,
  kms_key_id: string,
  manifest: (cursor) => (cursor.accept('verbose') ? 'verbose' : 'plain'),
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
export const unloadParameterNames: readonly string[] = Object.keys(readers)

/** The parameters behind TO 'target', by name; each may stand once, in any order. */
export function readUnloadParameters(cursor: TokenCursor): Map<string, UnloadArgument> {
  const given = new Map<string, UnloadArgument>()
  for (let token = cursor.peek(); token !== undefined; token = cursor.peek()) {
    if (cursor.accept('with')) continue
    if (cursor.accept('format')) {
      cursor.accept('as')
      continue
    }
    const read =
      token.kind === 'word' && Object.hasOwn(readers, token.value) ? readers[token.value] : undefined
    if (!read) throw cursor.unexpected()
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
