import { counted, parseColumnType, type Column } from '@arbalest/core/plugin'
import type { TimeFormat } from './options.js'

const WORDS = new Map([
  ['super', 'JSON'],
  ['double precision', 'DOUBLE'],
  ['timetz', 'TIMETZ'],
  ['timestamptz', 'TIMESTAMPTZ'],
])

/** Types that DuckDB calls otherwise in its catalog than in statements. */
const NAMES = new Map([
  ['FLOAT', 'real'],
  ['TIMESTAMP WITH TIME ZONE', 'timestamptz'],
  ['TIME WITH TIME ZONE', 'timetz'],
])

/**
 * Returns the type of DuckDB that is a target's column type, as `parseColumnType` returns it; undefined if there is none.
 * A length of text is no part of it: DuckDB keeps none (https://duckdb.org/docs/stable/sql/data_types/text).
 */
export function duckDbType(type: string): string | undefined {
  if (/^(geometry|geography|hllsketch)$/.test(type)) return undefined
  if (type.startsWith('numeric')) return type.replace('numeric', 'DECIMAL')
  if (lengthOf(type) !== undefined) return type.startsWith('varbyte') ? 'BLOB' : 'VARCHAR'
  return WORDS.get(type) ?? type.toUpperCase()
}

/**
 * Returns the type of a target's column that is a type of DuckDB, as `parseColumnType` does; in DuckDB's words, if there is none.
 * What text and bytes may have at most is what the column's comment says, if that is such a type.
 */
export function targetType(type: string, comment: unknown): string {
  if (type === 'VARCHAR') return lengthIn(comment, /^(?:var)?char\(\d+\)$/) ?? parseColumnType('varchar(max)')
  if (type === 'BLOB') return lengthIn(comment, /^varbyte\(\d+\)$/) ?? parseColumnType('varbyte(max)')
  if (type.startsWith('DECIMAL')) return type.replace('DECIMAL', 'numeric')
  const [word] = [...WORDS].find(([, name]) => name === type) ?? []
  return word ?? NAMES.get(type) ?? type.toLowerCase()
}

/**
 * Returns what to say of a column in a comment, which keeps what its type in DuckDB does not: how long its values may be.
 * Undefined if its type keeps all.
 */
export function commentOf(type: string): string | undefined {
  return lengthOf(type) === undefined ? undefined : type
}

/**
 * Returns the value of a column that stands in the expression `text` as text; the statement fails if it does not fit.
 * Whole numbers are digits alone, and text has no more bytes than its column: DuckDB would round 57e-1, read 0x10, and keep longer text.
 */
export function castOf(
  { name, type }: Pick<Column, 'name' | 'type'>,
  text: string,
  times?: TimeFormat,
): string {
  const fault = `error('${name.replaceAll("'", "''")}')`
  // That a text is blank is looked at only once it is no value, as most are.
  if (isWhole(type))
    return `case when ${isDigits(text)} then ${converted('cast', type, text, times)} when ${isBlank(text)} then null else ${fault} end`
  const value = filled(type, text)
  const long = tooLong(type, value)
  if (long) return `case when ${long} then ${fault} else ${converted('cast', type, value, times)} end`
  return `coalesce(${converted('try_cast', type, text, times)}, case when ${isBlank(text)} then null else ${fault} end)`
}

/** Returns an expression that is true if the text in `text` does not fit a column. */
export function misfitOf({ type }: Pick<Column, 'type'>, text: string, times?: TimeFormat): string {
  const value = filled(type, text)
  const failed = `${value} is not null and ${converted('try_cast', type, value, times)} is null`
  const unfit = isWhole(type) ? `not ${isDigits(value)}` : tooLong(type, value)
  return unfit ? `(${failed} or coalesce(${unfit}, false))` : `(${failed})`
}

/** Returns an expression that is NULL if the text in `text` is no value of a type: to all types but those of text, blank text is none, as in Redshift. */
export function filled(type: string, text: string): string {
  return /char/.test(type) ? text : `nullif(trim(${text}, ${BLANKS}), '')`
}

/** Returns in words what a column takes. */
export function expectationOf(type: string): string {
  const length = lengthOf(type)
  if (length !== undefined) return `does not fit ${type}, which has at most ${counted(length, 'byte')}.`
  return `does not fit ${type}.`
}

/** A timestamp is the instant that its text names, in UTC, of which a plain cast would leave out the offset. */
function converted(
  cast: 'cast' | 'try_cast',
  type: string,
  text: string,
  times: TimeFormat = 'auto',
): string {
  if (type.startsWith('timestamp') && times !== 'auto') {
    const micros = `cast(${cast}(${text} as DECIMAL(28, 6)) * ${times === 'epochsecs' ? 1_000_000 : 1000} as BIGINT)`
    return type === 'timestamp' ? `make_timestamp(${micros})` : `make_timestamptz(${micros})`
  }
  if (type === 'timestamp') {
    const instant = `${cast}(${text} as TIMESTAMPTZ)`
    // By its microseconds, as a cast asks ICU of each; but infinity has none.
    return `coalesce(make_timestamp(epoch_us(${instant})), cast(${instant} as TIMESTAMP))`
  }
  return `${cast}(${text} as ${duckDbType(type)})`
}

const BLANKS = "e' \\t\\n\\r'"

function isWhole(type: string): boolean {
  return type.includes('int')
}

function isDigits(text: string): string {
  return `regexp_full_match(${text}, '\\s*[+-]?[0-9]+\\s*')`
}

function isBlank(text: string): string {
  return `coalesce(trim(${text}, ${BLANKS}), '') = ''`
}

function tooLong(type: string, text: string): string | undefined {
  const length = lengthOf(type)
  if (length === undefined) return undefined
  return type.startsWith('varbyte')
    ? `octet_length(try_cast(${text} as BLOB)) > ${length}`
    : `strlen(${text}) > ${length}`
}

function lengthIn(comment: unknown, types: RegExp): string | undefined {
  return typeof comment === 'string' && types.test(comment) ? comment : undefined
}

function lengthOf(type: string): number | undefined {
  const [, length] = /^(?:varchar|char|varbyte)\((\d+)\)$/.exec(type) ?? []
  return length === undefined ? undefined : Number(length)
}
