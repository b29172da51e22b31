import { RedshiftError } from '../../redshift-error.js'
import type { TokenReader } from './token-reader.js'

/** Reads what stands after the name of a parameter. */
export type ReadArgument<T> = (reader: TokenReader) => T

/** A parameter that takes nothing. */
export const flag: ReadArgument<true> = () => true

/** A parameter that takes a string, with or without AS. */
export const string: ReadArgument<string> = (reader) => {
  reader.accept('as')
  return reader.string()
}

/** IAM_ROLE: the ARN of a role, or `default`. */
export const role: ReadArgument<string> = (reader) => {
  reader.accept('as')
  return reader.accept('default') ? 'default' : reader.string()
}

/** What one statement's parameters are. */
interface ParameterGrammar<T> {
  /** How to read each parameter's argument, by its name in lower case. */
  readonly readers: Readonly<Record<string, ReadArgument<T>>>
  /** Steps over words that may stand before a parameter, such as WITH; returns whether any came next. */
  skip(reader: TokenReader): boolean
  /** The error for a word that is no parameter, if it is not a syntax error. */
  refuse?(word: string): RedshiftError | undefined
}

/**
 * The parameters of a COPY or UNLOAD from here to its end, by name. Each may stand once, in any order. Throws
 * `RedshiftError` (42601) if one stands twice or is unknown.
 */
export function readParameters<T>(reader: TokenReader, grammar: ParameterGrammar<T>): Map<string, T> {
  const given = new Map<string, T>()
  for (let token = reader.peek(); token !== undefined; token = reader.peek()) {
    if (grammar.skip(reader)) continue
    const name = token.value
    const read =
      token.kind === 'word' && Object.hasOwn(grammar.readers, name) ? grammar.readers[name] : undefined
    if (read === undefined) {
      throw (token.kind === 'word' && grammar.refuse?.(name)) || reader.unexpected()
    }
    reader.next()
    if (given.has(name)) {
      throw new RedshiftError(`conflicting or redundant options: ${name.toUpperCase()}`, { code: '42601' })
    }
    given.set(name, read(reader))
  }
  return given
}
