import { RedshiftError } from '../../redshift-error.js'
import type { TokenReader } from '../tokens/token-reader.js'
import type { Token } from '../tokens/tokens.js'

/** Types of several words, and the one word that means the same. */
export const TYPE_PHRASES: readonly (readonly [readonly string[], string])[] = [
  [['character', 'varying'], 'varchar'],
  [['char', 'varying'], 'varchar'],
  [['national', 'character', 'varying'], 'varchar'],
  [['national', 'char', 'varying'], 'varchar'],
  [['national', 'character'], 'char'],
  [['national', 'char'], 'char'],
  [['binary', 'varying'], 'varbyte'],
  [['double', 'precision'], 'float8'],
]

const SYNONYMS: Readonly<Record<string, string>> = {
  character: 'char',
  nchar: 'char',
  nvarchar: 'varchar',
  decimal: 'numeric',
  dec: 'numeric',
  varbinary: 'varbyte',
  datetime: 'timestamp',
}

/** Types that Redshift knows, but not for tables. https://docs.aws.amazon.com/redshift/latest/dg/c_unsupported-postgresql-datatypes.html */
export const UNSUPPORTED_TYPES: ReadonlySet<string> = new Set(
  (
    'abstime bigserial bit box bytea cidr circle inet line lseg macaddr money name oid path point polygon ' +
    'reltime serial serial4 serial8'
  ).split(' '),
)

/** Types that columns have here, under the names that may stand in a statement for them. */
export const COLUMN_TYPES: ReadonlySet<string> = new Set(
  (
    'smallint int2 integer int int4 bigint int8 numeric real float4 float float8 boolean bool char bpchar varchar ' +
    'text date time timetz timestamp timestamptz super varbyte hllsketch geometry geography'
  )
    .split(' ')
    .concat(Object.keys(SYNONYMS)),
)

/** What an interval of a column holds; none stands behind a longer one. https://docs.aws.amazon.com/redshift/latest/dg/r_interval_data_types.html */
export const INTERVAL_QUALIFIERS: readonly string[] = [
  'year to month',
  'year',
  'month',
  'day to second',
  'day to minute',
  'day to hour',
  'day',
  'hour to second',
  'hour to minute',
  'hour',
  'minute to second',
  'minute',
  'second',
]

/**
 * Steps over a type as it stands after a column's name, and returns it in PostgreSQL's words. `column`
 * is the name that errors give. https://docs.aws.amazon.com/redshift/latest/dg/c_Supported_data_types.html
 */
export function readColumnType(reader: TokenReader, column: string): string {
  const phrase = TYPE_PHRASES.find(([words]) => reader.accept(...words))
  const written = phrase ? phrase[1] : (reader.next()?.value ?? '')
  const type = SYNONYMS[written] ?? written
  const qualified = INTERVAL_QUALIFIERS.find(
    (words) => type === 'interval' && reader.accept(...words.split(' ')),
  )
  const size = reader.group()?.map((token) => token.value)
  if (reader.sees('[') || reader.sees('array')) throw unsupported(column, `${type}[]`)
  if (UNSUPPORTED_TYPES.has(type)) throw unsupported(column, type)
  if (qualified !== undefined) return `interval ${qualified}${fraction(qualified, size)}`
  if (type === 'interval') throw unsupported(column, type)
  if (!COLUMN_TYPES.has(type)) throw new RedshiftError(`type "${type}" does not exist`, { code: '42704' })
  return stored(type, size) + zone(reader)
}

/** The digits of seconds that an interval keeps. */
function fraction(qualifier: string, size: readonly string[] | undefined): string {
  if (!size) return ''
  const digits = Number(size.join(''))
  if (!qualifier.endsWith('second') || !(digits >= 0 && digits <= 6)) {
    throw new RedshiftError(`interval(${size.join('')}) precision must be between 0 and 6`, { code: '22023' })
  }
  return `(${digits})`
}

function stored(type: string, size: readonly string[] | undefined): string {
  switch (type) {
    case 'text':
      return 'varchar(256)'
    case 'varchar':
      return `varchar(${length('character varying', size?.[0] ?? '256', 65_535)})`
    case 'bpchar':
      return `char(${length('character', size?.[0] ?? '256', 4096)})`
    case 'char':
      return `char(${length('character', size?.[0] ?? '1', 4096)})`
    case 'numeric':
      return `numeric(${precision(size)})`
    case 'varbyte':
      return `varbyte(${length('binary varying', size?.[0] ?? '64000', 1_024_000)})`
    default:
      return size ? `${type}(${size.join('')})` : type
  }
}

function length(type: string, given: string, most: number): number {
  const bytes = given === 'max' ? most : Number(given)
  if (bytes > most) {
    throw new RedshiftError(`length for type ${type} cannot exceed ${most}`, { code: '22023' })
  }
  if (!(bytes >= 1)) throw new RedshiftError(`length for type ${type} must be at least 1`, { code: '22023' })
  return bytes
}

/** Throws a RedshiftError if no DECIMAL has these digits: tokens such as `18`, `,`, `2`. */
export function checkPrecision(size: readonly Pick<Token, 'text'>[] | undefined): void {
  precision(size?.map(({ text }) => text))
}

function precision(size: readonly string[] | undefined): string {
  const [digits = '18', , scale = '0'] = size ?? []
  if (Number(digits) > 38 || Number(digits) < 1) {
    throw new RedshiftError(`NUMERIC precision ${digits} must be between 1 and 38`, { code: '22023' })
  }
  if (Number(scale) > Math.min(37, Number(digits))) {
    throw new RedshiftError(`NUMERIC scale ${scale} must be between 0 and ${Math.min(37, Number(digits))}`, {
      code: '22023',
    })
  }
  return `${digits}, ${scale}`
}

/** What may follow `time` and `timestamp`. */
function zone(reader: TokenReader): string {
  if (reader.accept('with', 'time', 'zone')) return ' with time zone'
  reader.accept('without', 'time', 'zone')
  return ''
}

function unsupported(column: string, type: string): RedshiftError {
  return new RedshiftError(`Column "${column}" has unsupported type "${type}".`, { code: '0A000' })
}
