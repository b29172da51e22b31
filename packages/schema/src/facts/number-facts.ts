import type { ColumnType } from '@arbalest/core'

/** What is known of the numbers at one place. */
export class NumberFacts {
  count = 0
  /** Digits before and behind the point that hold every one of them; infinite where none do. */
  #whole = 0
  #scale = 0
  #allWhole = true
  #largest = 0n
  #allFinite = true
  #least = Infinity
  #most = -Infinity

  /** Takes account of a number as it is written. */
  add(text: string): void {
    this.count++
    const value = Number(text)
    this.#least = Math.min(this.#least, value)
    this.#most = Math.max(this.#most, value)
    this.#allFinite &&= Number.isFinite(value)
    const { whole, scale } = digitsOf(text)
    this.#whole = Math.max(this.#whole, whole)
    this.#scale = Math.max(this.#scale, scale)
    this.#allWhole &&= /^-?\d+$/.test(text)
    if (this.#allWhole && whole <= MOST_DIGITS) {
      const magnitude = BigInt(text.replace('-', ''))
      if (magnitude > this.#largest) this.#largest = magnitude
    }
  }

  /** The type that holds them all, with room for larger ones; undefined where no number does. */
  get type(): ColumnType | undefined {
    if (this.#allWhole && this.#whole <= MOST_DIGITS) {
      const room = this.#largest * 10n
      if (room < 2n ** 15n) return 'smallint'
      if (room < 2n ** 31n) return 'integer'
      if (this.#largest < 2n ** 63n) return 'bigint'
    }
    const scale = Math.min(this.#scale + (this.#scale % 2), MOST_SCALE)
    // Up to 18 digits take no more space than fewer do.
    if (this.#whole + ROOM + scale <= 18) return `decimal(18,${scale})`
    if (this.#scale <= MOST_SCALE && this.#whole + this.#scale <= MOST_DIGITS) {
      return `decimal(${MOST_DIGITS},${this.#whole + scale <= MOST_DIGITS ? scale : this.#scale})`
    }
    return this.#allFinite ? 'double precision' : undefined
  }

  /** What they may count since 1970: all lie in the years from 2000 to 2100 if so. */
  get epoch(): 'seconds' | 'milliseconds' | undefined {
    if (!this.#allWhole) return undefined
    if (this.#least >= FROM && this.#most < TO) return 'seconds'
    return this.#least >= FROM * 1_000 && this.#most < TO * 1_000 ? 'milliseconds' : undefined
  }
}

// https://docs.aws.amazon.com/redshift/latest/dg/r_Numeric_types201.html
const MOST_DIGITS = 38
const MOST_SCALE = 37
const ROOM = 2
const FROM = Date.UTC(2000) / 1_000
const TO = Date.UTC(2100) / 1_000

/** How many digits a decimal number needs before and behind its point. */
function digitsOf(text: string): { whole: number; scale: number } {
  const [, before = '', after = '', exponent = '0'] =
    /^-?(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i.exec(text) ?? []
  const digits = `${before}${after}`.replace(/^0+/, '')
  const significant = digits.replace(/0+$/, '')
  if (significant === '') return { whole: 0, scale: 0 }
  // The last digit, where its place is counted from the point, to the left.
  const place = Number(exponent) - after.length
  const whole = Math.max(0, digits.length + place)
  const scale = Math.max(0, -(place + digits.length - significant.length))
  return Number.isSafeInteger(place) ? { whole, scale } : { whole: Infinity, scale: Infinity }
}
