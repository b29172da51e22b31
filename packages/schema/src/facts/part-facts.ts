import type { ColumnType } from '@arbalest/core'
import { counted, fitValue } from '@arbalest/core/plugin'
import { roomFor } from './choose-type.js'
import { NumberFacts } from './number-facts.js'

/** What is known of the values that one part of keys has: a type stays possible until a value does not fit it. */
export class PartFacts {
  /** How many keys have the part. */
  count = 0
  readonly #isTime: boolean
  readonly #values = new Set<string>()
  readonly #numbers = new NumberFacts()
  #last: string | null | undefined
  #bytes = 0
  #someNull = false
  #unreadable = false
  #somePadded = false
  #someZoned = false
  #possible = new Set<keyof typeof FITS>(['boolean', 'date', 'integer', 'timestamp'])

  constructor(name: string) {
    this.#isTime = TIME_PARTS.has(name)
  }

  /** Takes account of the value of one more key; null is none. */
  add(value: string | null): void {
    this.count++
    // Keys are in order, so that equal values stand together.
    if (value === this.#last) return
    this.#last = value
    if (value === null) {
      this.#someNull = true
      return
    }
    if (this.#values.size <= MOST_VALUES) this.#values.add(value)
    this.#bytes = Math.max(this.#bytes, Buffer.byteLength(value))
    for (const type of this.#possible) if (!FITS[type](value, this.#isTime)) this.#possible.delete(type)
    if (this.#possible.has('integer')) this.#numbers.add(value)
    this.#unreadable ||= value.includes('\0')
    this.#somePadded ||= /^0\d/.test(value)
    this.#someZoned ||= value.endsWith('Z')
  }

  /** Whether there is a value that no column takes, as it has the character NUL. */
  get unreadable(): boolean {
    return this.#unreadable
  }

  /** The type of a column that takes every value. */
  get type(): ColumnType {
    const text = `varchar(${roomFor(this.#bytes)})` as const
    if (this.#values.size === 0) return text
    const [type] = this.#possible
    if (type === 'timestamp') return this.#someZoned ? 'timestamptz' : 'timestamp'
    return type === 'integer' ? (this.#numbers.type ?? text) : (type ?? text)
  }

  /** What a reader should know of them. */
  get remarks(): readonly string[] {
    const { size } = this.#values
    const values = size > MOST_VALUES ? `over ${counted(MOST_VALUES, 'value')}` : counted(size, 'value')
    return [
      size === 0 ? 'always NULL in what is listed' : values,
      ...(size > 0 && this.#someNull ? ['NULL in some'] : []),
      ...(this.#possible.has('integer') && this.#somePadded ? ['zeros before it are lost'] : []),
    ]
  }
}

/** How many values are counted. */
const MOST_VALUES = 1_000

/** Parts whose zeros before a number mean nothing. */
const TIME_PARTS = new Set(['year', 'month', 'day', 'hour', 'minute', 'mon', 'hr', 'min'])

// Of what a load takes, only what nobody could mean otherwise.
const FITS = {
  boolean: (value: string) => /^(?:true|false)$/i.test(value),
  date: (value: string) =>
    fitValue('date', value) !== undefined && (value.includes('-') || /^(?:19[7-9]|20\d)/.test(value)),
  integer: (value: string, isTime: boolean) =>
    fitValue('bigint', value) !== undefined && (isTime || /^-?(?:0|[1-9]\d*)$/.test(value)),
  timestamp: (value: string) => !/^\d*$/.test(value) && fitValue('timestamp', value) !== undefined,
}
