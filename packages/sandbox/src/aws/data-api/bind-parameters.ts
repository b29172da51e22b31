import { tokenize } from '../../redshift/sql/tokens/tokens.js'
import { invalid } from '../calls/aws-error.js'
import type { Parameter } from './statement.js'

/** A statement whose parameters stand for values by number. */
export interface BoundStatement {
  readonly text: string
  readonly values: readonly string[]
  /** The names of the parameters that it refers to. */
  readonly names: ReadonlySet<string>
}

/**
 * Puts `$1`, `$2`, … for each `:name` of `sql`; what is in strings and comments stays.
 * https://docs.aws.amazon.com/redshift/latest/mgmt/data-api-calling.html
 */
export function bindParameters(sql: string, parameters: readonly Parameter[]): BoundStatement {
  if (parameters.length === 0) return { text: sql, values: [], names: new Set() }
  const values: string[] = []
  const numbers = new Map<string, number>()
  let [text, done] = ['', 0]
  const tokens = tokenize(sql)
  for (const [i, colon] of tokens.entries()) {
    const word = tokens[i + 1]
    const adjoins = colon.text === ':' && word?.kind === 'word' && word.start === colon.end
    if (!adjoins) continue
    const parameter = parameters.find(({ name }) => name.toLowerCase() === word.value)
    if (!parameter) throw invalid(`Cannot find parameter: ${word.text}`)
    if (!numbers.has(parameter.name)) numbers.set(parameter.name, values.push(parameter.value))
    text += `${sql.slice(done, colon.start)}$${numbers.get(parameter.name)}`
    done = word.end
  }
  return { text: text + sql.slice(done), values, names: new Set(numbers.keys()) }
}

/** Throws a ValidationException if one of `parameters` is referred to by no statement. */
export function checkAllUsed(parameters: readonly Parameter[], statements: readonly BoundStatement[]): void {
  const unused = parameters.filter(({ name }) => !statements.some(({ names }) => names.has(name)))
  if (unused.length === 0) return
  const list = unused.map(({ name }) => name).join(', ')
  throw invalid(`Parameters list contains unused parameters. Unused parameters: [${list}]`)
}
