import { RedshiftError } from '../../redshift-error.js'
import { splitStatements } from '../../sql/tokens/split-statements.js'
import type { Catalog } from '../../sql/tree/catalog.js'
import type { Cluster } from '../../statements/context/cluster.js'
import { routineStatement } from '../../statements/plan.js'
import type { Frame } from '../messages/frame.js'
import { reportFields } from '../messages/read-frame.js'
import type { AnswerFile } from './answer-file.js'
import { busyCatalog } from './busy-catalog.js'

/** The code of the notice by which a procedure asks for a statement in PostgreSQL's words. */
const ASKS = 'RSSQL'

/** Answers what the procedures of a session ask that run a statement by EXECUTE. */
export class DynamicSql {
  readonly #catalog: Catalog
  readonly #answers: AnswerFile

  constructor(cluster: Cluster, answers: AnswerFile) {
    this.#catalog = busyCatalog(cluster)
    this.#answers = answers
  }

  /** Answers `frame`, if it is such a question. */
  answers(frame: Frame): boolean {
    if (frame.type !== 'N') return false
    const fields = reportFields(frame)
    if (fields.get('C') !== ASKS) return false
    void translated(fields.get('D') ?? '', this.#catalog).then((answer) =>
      this.#answers.write(fields.get('M') ?? '', answer),
    )
    return true
  }
}

/** ` ` and the statements, or `!`, the code of an error and its message. */
async function translated(sql: string, catalog: Catalog): Promise<string> {
  try {
    const statements = splitStatements(sql).map((statement) => routineStatement(statement, []))
    const texts = await Promise.all(statements.map((statement) => statement(catalog)))
    return ` ${texts.join('; ')}`
  } catch (error) {
    const { code = 'XX000', message } = error instanceof RedshiftError ? error : { message: String(error) }
    return `!${code}${message}`
  }
}
