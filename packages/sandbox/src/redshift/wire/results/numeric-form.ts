import { RedshiftError } from '../../redshift-error.js'

/** The most digits of a NUMERIC. https://docs.aws.amazon.com/redshift/latest/dg/r_Numeric_types201.html */
const DIGITS = 38
/** The most digits of one that is sent in 8 bytes; others take 16. */
const SHORT_DIGITS = 18

const NEGATIVE = 0x4000
const NOT_A_NUMBER = 0xc000

/** The scale of a NUMERIC whose type has this modifier; undefined if the type does not say. */
function scaleOf(modifier: number): number | undefined {
  return modifier < 0 ? undefined : (modifier - 4) & 0x7ff
}

/** The modifier of NUMERIC(38, `scale`). */
export function modifierOf(scale: number): number {
  return ((DIGITS << 16) | scale) + 4
}

/**
 * Turns a NUMERIC of PostgreSQL's binary format, which has digits to the base of 10,000, into a cluster's, which is
 * an integer to be divided by ten to the power of the scale. Throws a RedshiftError if it does not fit.
 */
export function redshiftNumeric(modifier: number): (value: Buffer) => Buffer {
  const scale = scaleOf(modifier) ?? 0
  const short = (modifier - 4) >> 16 <= SHORT_DIGITS && modifier >= 0
  return (value) => {
    const integer = scaled(value, scale)
    const bytes = Buffer.alloc(short ? 8 : 16)
    if (!short) bytes.writeBigInt64BE(integer >> 64n)
    bytes.writeBigInt64BE(BigInt.asIntN(64, integer), short ? 0 : 8)
    return bytes
  }
}

function scaled(value: Buffer, scale: number): bigint {
  const count = value.readInt16BE(0)
  const weight = value.readInt16BE(2)
  const sign = value.readUInt16BE(4)
  if (sign >= NOT_A_NUMBER) throw overflow()
  let integer = 0n
  for (let i = 0; i < count; i++) integer = integer * 10_000n + BigInt(value.readUInt16BE(8 + 2 * i))
  // The last digit counts 10,000 to the power of `weight - count + 1`.
  const power = (weight - count + 1) * 4 + scale
  const whole = power >= 0 ? integer * 10n ** BigInt(power) : rounded(integer, 10n ** BigInt(-power))
  if (whole >= 10n ** BigInt(DIGITS)) throw overflow()
  return sign === NEGATIVE ? -whole : whole
}

function rounded(dividend: bigint, divisor: bigint): bigint {
  return (dividend + divisor / 2n) / divisor
}

function overflow(): RedshiftError {
  return new RedshiftError('Numeric data overflow (result precision)', { code: '22003' })
}
