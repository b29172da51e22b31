/** A JSON value that keeps what a JavaScript one would lose: the digits of numbers, members of one name. */
export type JsonValue = JsonScalar | JsonArray | JsonObject

interface Common {
  /** Bytes of its JSON text without blanks. */
  readonly bytes: number
  /** Why a SUPER column would not take it, if it would not (https://docs.aws.amazon.com/redshift/latest/dg/limitations-super.html). */
  readonly unfit?: string | undefined
}

export type JsonScalar = JsonNull | JsonBoolean | JsonNumber | JsonString

interface JsonNull extends Common {
  readonly kind: 'null'
}

interface JsonBoolean extends Common {
  readonly kind: 'boolean'
  readonly text: 'true' | 'false'
}

export interface JsonNumber extends Common {
  readonly kind: 'number'
  /** As it is written. */
  readonly text: string
}

export interface JsonString extends Common {
  readonly kind: 'string'
  /** What it stands for. Where it is {@link Common.unfit}, no column takes it. */
  readonly text: string
}

export interface JsonArray extends Common {
  readonly kind: 'array'
  readonly elements: readonly JsonValue[]
}

export interface JsonObject extends Common {
  readonly kind: 'object'
  /** In order, those of one name included. */
  readonly members: readonly (readonly [name: JsonString, value: JsonValue])[]
}

/** What a JSON value is, other than null. */
export type JsonKind = Exclude<JsonValue['kind'], 'null'>
