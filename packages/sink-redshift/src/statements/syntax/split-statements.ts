import { ConfigError, type Statement, type StepTransaction } from '@arbalest/core'
import { faultsOfValues, type Fault } from '@arbalest/core/plugin'
import { numbersOf } from './bind-values.js'
import { excerpt, refusalOf } from './user-statement.js'
import { tokenize } from './tokens.js'

/**
 * Returns the statements of a text that may hold several, each with all the values. Comments stay
 * with the statement behind them; what is empty is left out. Throws `ConfigError` if a string, a
 * name or a comment has no end, if a statement would end or begin a transaction, if a value is
 * named that is not given, or one is given that is not named.
 */
export function splitStatements(given: Statement, transaction: StepTransaction): readonly Statement[] {
  const { text, values } = given
  const texts = textsOf(text)
  const faults = [
    ...faultsOf(texts, transaction),
    ...(values ? faultsOfValues(new Set(numbersOf(text)), values.length) : []),
  ]
  if (faults.length > 0) throw new ConfigError('CONFIG_INVALID', faults)
  return texts.map((each) => ({ text: each, ...(values && { values }) }))
}

function textsOf(text: string): string[] {
  const texts: string[] = []
  let start = 0
  let isEmpty = true
  const close = (end: number) => {
    if (!isEmpty) texts.push(text.slice(start, end).trim())
    isEmpty = true
  }
  for (const token of tokenize(text)) {
    if (token.kind === 'unclosed') throw new ConfigError('CONFIG_INVALID', unclosed(text, token.start))
    if (token.kind === 'semicolon') {
      close(token.start)
      start = token.end
    } else isEmpty = false
  }
  close(text.length)
  return texts
}

/** Says where something begins that has no end, without what stands in it, which may be a secret. */
function unclosed(text: string, at: number): string {
  const before = text.slice(0, at)
  const line = before.split('\n').length
  const [opening] = /^(?:\/\*|"|\$\w*\$|[eE]?')/.exec(text.slice(at)) ?? ['']
  return `What ${opening} begins in line ${line} has no end.`
}

function* faultsOf(texts: readonly string[], transaction: StepTransaction): Generator<Fault> {
  for (const text of texts) {
    const message = refusalOf(text, transaction)
    if (message !== undefined) yield { path: [], message: `"${excerpt(text)}" ${message}` }
  }
}
