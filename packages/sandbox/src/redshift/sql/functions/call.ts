import type { Statement } from '../tokens/split-statements.js'
import { splitAtCommas, TokenReader } from '../tokens/token-reader.js'
import type { Token } from '../tokens/tokens.js'

/** A call of a function. */
interface Call {
  /** The token of the function's name. */
  readonly name: Token
  readonly args: readonly (readonly Token[])[]
  /** The closing parenthesis. */
  readonly close: Token
  /** Stands after the call. */
  readonly rest: TokenReader
}

/** The calls of functions with one of these names, whose schema is not given. */
export function* calls({ tokens }: Statement, names: ReadonlySet<string>): Generator<Call> {
  for (const [i, name] of tokens.entries()) {
    const called = tokens[i + 1]?.text === '(' && tokens[i - 1]?.text !== '.'
    if (name.kind !== 'word' || !called || !names.has(name.value)) continue
    const rest = new TokenReader(tokens, i + 1)
    const args = splitAtCommas(rest.group() ?? [])
    const close = rest.peek(-1)
    if (close?.text === ')') yield { name, args, close, rest }
  }
}
