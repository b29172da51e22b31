import { ConfigError } from '../../faults/errors.js'
import { didYouMean } from '../../faults/meant-by.js'

/**
 * Every column type that a target may name, with the other names it goes by, as an editor
 * completes it. The words are the same whatever the sink; a sink refuses in `check` what it
 * has no type for.
 */
export type ColumnType =
  | PlainType
  | `${'decimal' | 'numeric'}${'' | `(${number})` | `(${number},${number})` | `(${number}, ${number})`}`
  | `${'char' | 'character' | 'nchar' | 'varchar' | 'nvarchar' | 'character varying'}${Length}`
  | `${'varbyte' | 'varbinary' | 'binary varying'}${Length}`

type Length = '' | `(${number})` | '(max)'

type PlainType =
  | 'smallint'
  | 'int2'
  | 'integer'
  | 'int'
  | 'int4'
  | 'bigint'
  | 'int8'
  | 'real'
  | 'float4'
  | 'double precision'
  | 'float8'
  | 'float'
  | 'boolean'
  | 'bool'
  | 'bpchar'
  | 'text'
  | 'date'
  | 'time'
  | 'time without time zone'
  | 'timetz'
  | 'time with time zone'
  | 'timestamp'
  | 'timestamp without time zone'
  | 'timestamptz'
  | 'timestamp with time zone'
  | 'super'
  | 'geometry'
  | 'geography'
  | 'hllsketch'

/** A type's own name, and how long it may and will be if it has a length in bytes. */
interface Definition {
  readonly name: string
  readonly length?: { readonly default: number; readonly max: number }
}

const CHAR: Definition = { name: 'char', length: { default: 1, max: 4096 } }
const VARCHAR: Definition = { name: 'varchar', length: { default: 256, max: 65_535 } }
const VARBYTE: Definition = { name: 'varbyte', length: { default: 64_000, max: 1_024_000 } }

// The lengths are those of the warehouse that these words come from: https://docs.aws.amazon.com/redshift/latest/dg/r_Character_types.html and r_VARBYTE_type.html.
const DEFINITIONS = new Map<string, Definition>([
  ...names('smallint', 'int2'),
  ...names('integer', 'int', 'int4'),
  ...names('bigint', 'int8'),
  ...names('numeric', 'decimal'),
  ...names('real', 'float4'),
  ...names('double precision', 'float8', 'float'),
  ...names('boolean', 'bool'),
  ...names('date'),
  ...names('time', 'time without time zone'),
  ...names('timetz', 'time with time zone'),
  ...names('timestamp', 'timestamp without time zone'),
  ...names('timestamptz', 'timestamp with time zone'),
  ...names('super'),
  ...names('geometry'),
  ...names('geography'),
  ...names('hllsketch'),
  ...['char', 'character', 'nchar'].map((name) => [name, CHAR] as const),
  ...['varchar', 'nvarchar', 'character varying'].map((name) => [name, VARCHAR] as const),
  ...['varbyte', 'varbinary', 'binary varying'].map((name) => [name, VARBYTE] as const),
])

// Names that stand for a type with its length, and take none: r_Character_types.html.
const WHOLE = new Map([
  ['text', 'varchar(256)'],
  ['bpchar', 'char(256)'],
])

function names(name: string, ...others: string[]): (readonly [string, Definition])[] {
  return [name, ...others].map((each) => [each, { name }] as const)
}

/**
 * Returns the one way to write the column type `text`: `TEXT` is `varchar(256)`, `int8`
 * is `bigint`, `decimal` is `numeric(18,0)`. Throws `ConfigError` if `text`
 * is no column type, or is out of its bounds.
 *
 * @example
 * ```ts
 * parseColumnType('TEXT') // 'varchar(256)'
 * ```
 */
export function parseColumnType(text: string): string {
  const [, words = '', list] =
    /^([a-z][a-z0-9 ]*?)\s*(?:\(([^()]*)\))?$/.exec(text.trim().toLowerCase()) ?? []
  const name = words.replace(/\s+/g, ' ')
  const whole = WHOLE.get(name)
  if (whole && list === undefined) return whole
  const definition = DEFINITIONS.get(name)
  if (!definition) {
    const known = new Set([...DEFINITIONS.values()].map((type) => type.name))
    throw new ConfigError(
      'CONFIG_INVALID',
      `"${text}" is not a column type; those are ${[...known].join(', ')}.${didYouMean(name, DEFINITIONS.keys())}`,
    )
  }
  const args = list?.split(',').map((each) => each.trim()) ?? []
  if (definition.length) return `${definition.name}(${lengthOf(text, args, definition.length)})`
  if (definition.name === 'numeric') return `numeric(${precisionOf(text, args).join(',')})`
  if (list !== undefined) throw new ConfigError('CONFIG_INVALID', `"${text}": ${name} takes no argument.`)
  return definition.name
}

function lengthOf(text: string, args: readonly string[], length: { default: number; max: number }): number {
  if (args.length === 0) return length.default
  const bytes = args[0] === 'max' ? length.max : Number(args[0] || NaN)
  if (args.length > 1 || !Number.isInteger(bytes) || bytes < 1 || bytes > length.max) {
    throw new ConfigError(
      'CONFIG_INVALID',
      `"${text}" needs one length, from 1 to ${length.max} bytes, or max.`,
    )
  }
  return bytes
}

// https://docs.aws.amazon.com/redshift/latest/dg/r_Numeric_types201.html
function precisionOf(text: string, args: readonly string[]): [precision: number, scale: number] {
  if (args.length === 0) return [18, 0]
  const [precision = NaN, scale = 0] = args.map((each) => Number(each || NaN))
  const fits = Number.isInteger(precision) && precision >= 1 && precision <= 38
  if (args.length > 2 || !fits || !Number.isInteger(scale) || scale < 0 || scale > Math.min(37, precision)) {
    throw new ConfigError(
      'CONFIG_INVALID',
      `"${text}" needs a precision from 1 to 38 and a scale from 0 to 37 that is not above it.`,
    )
  }
  return [precision, scale]
}
