import { AwsError, invalid } from './aws-error.js'

/** The members of a call's input, read one by one; each read checks what the operation's page says of it. */
export class Input {
  readonly #members: Readonly<Record<string, unknown>>
  readonly #emptyList: unknown

  /** `emptyList` is what stands for a list without items, besides itself. Default: nothing. */
  constructor(members: Readonly<Record<string, unknown>>, emptyList?: string) {
    this.#members = members
    this.#emptyList = emptyList
  }

  /** The same text for inputs with the same members. */
  get fingerprint(): string {
    return JSON.stringify(Object.entries(this.#members).toSorted(([a], [b]) => (a < b ? -1 : 1)))
  }

  /** Whether the member `name` was given. */
  has(name: string): boolean {
    return this.#members[name] !== undefined && this.#members[name] !== null
  }

  /** A text; undefined if it was not given. Throws a SerializationException if it is another kind of value. */
  text(name: string): string | undefined {
    if (!this.has(name)) return undefined
    const value = this.#members[name]
    if (typeof value !== 'string') throw wrongType(name, 'a string')
    return value
  }

  /** A text that must be given. */
  requiredText(name: string): string {
    const text = this.text(name)
    if (text === undefined) throw violates(name, 'Member must not be null', 'null')
    return text
  }

  /** A whole number from `min` to `max`; undefined if it was not given. */
  integer(name: string, { min, max }: { readonly min: number; readonly max: number }): number | undefined {
    if (!this.has(name)) return undefined
    const value = this.#members[name]
    // The query protocol sends all values as text.
    const number = typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value
    if (typeof number !== 'number' || !Number.isInteger(number)) throw wrongType(name, 'an integer')
    const place = number < min ? `greater than or equal to ${min}` : `less than or equal to ${max}`
    if (number < min || number > max) throw violates(name, `Member must have value ${place}`, String(number))
    return number
  }

  /** True or false; undefined if it was not given. */
  flag(name: string): boolean | undefined {
    if (!this.has(name)) return undefined
    const value = this.#members[name]
    if (value === true || value === 'true') return true
    if (value === false || value === 'false') return false
    throw wrongType(name, 'a boolean')
  }

  /** One of `values`; undefined if it was not given. */
  oneOf<T extends string>(name: string, values: readonly T[]): T | undefined {
    const text = this.text(name)
    if (text === undefined) return undefined
    const value = values.find((candidate) => candidate === text)
    if (value) return value
    throw violates(name, `Member must satisfy enum value set: [${values.join(', ')}]`, text)
  }

  /** A list of texts; undefined if it was not given. */
  texts(name: string): readonly string[] | undefined {
    return this.#list(name)?.map((item) => {
      if (typeof item !== 'string') throw wrongType(name, 'a list of strings')
      return item
    })
  }

  /** A list of structures; undefined if it was not given. */
  structures(name: string): readonly Input[] | undefined {
    return this.#list(name)?.map((item) => {
      if (typeof item !== 'object' || item === null) throw wrongType(name, 'a list of structures')
      return new Input(item as Record<string, unknown>)
    })
  }

  #list(name: string): readonly unknown[] | undefined {
    if (!this.has(name)) return undefined
    const value = this.#members[name]
    if (value === this.#emptyList) return []
    if (!Array.isArray(value)) throw wrongType(name, 'a list')
    return value
  }
}

/** That the value of the member `name` is not what its constraint allows, in the words that AWS's services share. */
export function violates(name: string, constraint: string, value?: string): AwsError {
  const given = value === undefined ? 'Value' : `Value ${value === 'null' ? value : `'${value}'`}`
  const member = name.charAt(0).toLowerCase() + name.slice(1)
  return invalid(
    `1 validation error detected: ${given} at '${member}' failed to satisfy constraint: ${constraint}`,
  )
}

function wrongType(name: string, expected: string): AwsError {
  return new AwsError('SerializationException', `The member "${name}" must be ${expected}`)
}
