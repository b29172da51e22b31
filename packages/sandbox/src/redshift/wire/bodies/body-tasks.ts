import { RedshiftError } from '../../redshift-error.js'
import { splitStatements } from '../../sql/tokens/split-statements.js'
import type { Row } from '../../statements/context/context.js'
import { plan } from '../../statements/plan.js'
import type { Frame } from '../messages/frame.js'
import { reportFields } from '../messages/read-frame.js'
import { bodyContext, type BodyTaskParts } from './body-context.js'

/** The code of the notices by which a procedure has the sandbox perform a statement, such as COPY. */
const PERFORMS = 'RSTSK'

/**
 * Performs the statements of procedures that take the sandbox itself. What such a statement asks of PostgreSQL,
 * the procedure runs for it, one query after the other: each notice brings the statement or the outcome of
 * a query, each answer is the next query or the end.
 */
export class BodyTasks {
  readonly #parts: BodyTaskParts
  #question = ''
  #asked: { done(rows: Row[]): void; failed(error: Error): void } | undefined

  constructor(parts: BodyTaskParts) {
    this.#parts = parts
  }

  /** Takes `frame`, if it is such a notice. */
  answers(frame: Frame): boolean {
    if (frame.type !== 'N') return false
    const fields = reportFields(frame)
    if (fields.get('C') !== PERFORMS) return false
    const asked = this.#asked
    this.#asked = undefined
    this.#question = fields.get('M') ?? ''
    const [kind, text] = split(fields.get('D') ?? '', 1)
    if (kind === 'R') asked?.done(rowsOf(text))
    else if (kind === 'E') {
      const [code, message] = split(text, 5)
      asked?.failed(new RedshiftError(message, { code }))
    } else {
      asked?.failed(new RedshiftError('The procedure was canceled', { code: '57014' }))
      void this.#perform(text)
    }
    return true
  }

  async #perform(sql: string): Promise<void> {
    const { answers, log } = this.#parts
    const query = log.beginWithin(sql)
    try {
      const [statement] = splitStatements(sql)
      const planned = statement && plan(statement)
      if (planned && 'task' in planned) {
        await planned.task(bodyContext(this.#parts, query, (kind, asked) => this.#ask(kind, asked)))
      }
      log.end(query)
      answers.write(this.#question, ' ')
    } catch (error) {
      log.end(query, error)
      const { code = 'XX000', message } = error instanceof RedshiftError ? error : { message: String(error) }
      answers.write(this.#question, `!${code}${message}`)
    }
  }

  /** Has the procedure run `sql`: a query, `?`, or a statement without rows, `#`. */
  #ask(kind: '?' | '#', sql: string): Promise<Row[]> {
    return new Promise((done, failed) => {
      this.#asked = { done, failed }
      this.#parts.answers.write(this.#question, `${kind}${sql}`)
    })
  }
}

function split(text: string, length: number): [string, string] {
  return [text.slice(0, length), text.slice(length)]
}

/** Rows that came as JSON, as PostgreSQL writes their values. */
function rowsOf(json: string): Row[] {
  const rows = JSON.parse(json) as Record<string, string | number | boolean | null>[]
  return rows.map((row) =>
    Object.values(row).map((value) =>
      value === null ? null : String(value).replace(/^(true|false)$/, (word) => word[0] ?? ''),
    ),
  )
}
