import type { StepTransaction } from '@arbalest/core'
import { tokenize } from './tokens.js'

const EXCERPT_LENGTH = 80

/** The word that a statement begins with, in lower case, such as `select`; empty if it begins with none. */
export function firstWord(text: string): string {
  for (const token of tokenize(text)) {
    if (token.kind === 'word') return token.text
    if (!/^[(;]$/.test(token.text)) break
  }
  return ''
}

/** Returns all words of a statement outside of quotes, in lower case. */
export function wordsOf(text: string): string[] {
  return Array.from(tokenize(text)).flatMap(({ kind, text: word }) => (kind === 'word' ? [word] : []))
}

/** The beginning of a statement, to name it in a message; without what is quoted, which may be a secret. */
export function excerpt(text: string): string {
  let plain = ''
  let end = 0
  for (const token of tokenize(text)) {
    if (plain.length > EXCERPT_LENGTH) break
    const isQuoted = token.kind === 'string' || token.kind === 'unclosed'
    if (token.start > end && plain !== '') plain += ' '
    plain += isQuoted ? "'…'" : text.slice(token.start, token.end)
    end = token.end
  }
  return plain.length > EXCERPT_LENGTH ? `${plain.slice(0, EXCERPT_LENGTH)}…` : plain
}

/** Statements that end a transaction; TRUNCATE commits it (https://docs.aws.amazon.com/redshift/latest/dg/r_TRUNCATE.html). */
const ENDING = new Set(['commit', 'end', 'rollback', 'abort'])

/** Statements that begin a transaction. */
const BEGINNING = new Set(['begin', 'start'])

/** Returns why a step with this `transaction` cannot run a statement, in words that follow the statement; undefined if it can. */
export function refusalOf(text: string, transaction: StepTransaction): string | undefined {
  const word = firstWord(text)
  if (transaction === 'none') {
    return ENDING.has(word) || BEGINNING.has(word)
      ? 'would begin or end a transaction, and its step has transaction: none; leave it out.'
      : undefined
  }
  if (BEGINNING.has(word)) return 'would begin a transaction, and a step is one already; leave it out.'
  if (ENDING.has(word)) return 'would end the transaction of its step; leave it out.'
  if (word !== 'truncate') return undefined
  return 'would end the transaction of its step; write DELETE for TRUNCATE, or say transaction: none for the step.'
}
