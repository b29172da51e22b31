import { ConfigError } from '@arbalest/core'

const MAX_NAME_BYTES = 127

/**
 * `name` as an SQL identifier. In lower case, because Redshift folds even quoted names
 * (https://docs.aws.amazon.com/redshift/latest/dg/r_names.html).
 * Throws `ConfigError` if the name is empty, has over 127 bytes, or contains a NUL.
 */
export function quoteIdentifier(name: string): string {
  const bytes = Buffer.byteLength(name)
  if (bytes < 1 || bytes > MAX_NAME_BYTES || name.includes('\0')) {
    throw new ConfigError(
      'CONFIG_INVALID',
      `"${name}" cannot be a name in Redshift: it must have 1 to ${MAX_NAME_BYTES} bytes, none of them NUL.`,
    )
  }
  return `"${name.toLowerCase().replaceAll('"', '""')}"`
}

/** `table`, or `schema.table`, as an SQL identifier. Throws as {@link quoteIdentifier} does. */
export function quoteTable(table: string): string {
  const { schema, name } = splitTable(table)
  return schema === undefined ? quoteIdentifier(name) : `${quoteIdentifier(schema)}.${quoteIdentifier(name)}`
}

/** A table's name, and its schema's if one is given before a dot. */
export function splitTable(table: string): { readonly schema: string | undefined; readonly name: string } {
  const dot = table.indexOf('.')
  return dot < 0
    ? { schema: undefined, name: table }
    : { schema: table.slice(0, dot), name: table.slice(dot + 1) }
}

/**
 * `text` as an SQL string. In quotes, a backslash is an escape for Redshift, which has no
 * `E''`, and is not for PostgreSQL. So it is written by its number, which means the same
 * to both. Throws `ConfigError` if there is a NUL.
 */
export function quoteLiteral(text: string): string {
  if (text.includes('\0')) {
    throw new ConfigError(
      'CONFIG_INVALID',
      `${JSON.stringify(text)} contains a NUL character, which no text in Redshift may.`,
    )
  }
  const parts = text.split('\\').map((part) => `'${part.replaceAll("'", "''")}'`)
  return parts.length === 1 ? parts[0]! : `(${parts.join(' || chr(92) || ')})`
}

/**
 * An ASCII character as COPY's DELIMITER takes it. Control characters and the backslash are
 * written in octal, which means the same whether the literal or COPY reads it
 * (https://docs.aws.amazon.com/redshift/latest/dg/copy-parameters-data-format.html#copy-delimiter).
 */
export function quoteCharacter(character: string): string {
  if (/^[ -[\]-~]$/.test(character)) return quoteLiteral(character)
  return `'\\${character.charCodeAt(0).toString(8).padStart(3, '0')}'`
}
