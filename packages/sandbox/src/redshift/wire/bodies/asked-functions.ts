import { RedshiftError } from '../../redshift-error.js'
import { loadH3Functions } from '../../spatial/h3-functions.js'
import { SPATIAL_FUNCTIONS } from '../../spatial/spatial-functions.js'
import { writeBinary } from '../../spatial/well-known-binary.js'
import type { Frame } from '../messages/frame.js'
import { reportFields } from '../messages/read-frame.js'
import { queryRows } from '../../catalog/query-rows.js'
import type { Cluster } from '../../statements/context/cluster.js'
import type { QueryLog } from '../tasks/query-log.js'
import type { AnswerFile } from './answer-file.js'

/** The code of the notices by which PostgreSQL asks for the value of a function that it has not. */
const ASKS = 'RSFUN'

/** Functions of what the sandbox itself knows. */
type Own = Readonly<Record<string, () => string | number>>

/** Answers what a session's statements ask of functions that are not SQL. */
export class AskedFunctions {
  readonly #answers: AnswerFile
  readonly #own: Own

  constructor(
    answers: AnswerFile,
    { history, connections }: Pick<Cluster, 'history' | 'connections'>,
    log: QueryLog,
  ) {
    this.#answers = answers
    this.#own = {
      query_history: () => queryRows(history.queries),
      connection_log: () => connections.rows,
      last_query_id: () => log.last,
    }
  }

  /** Answers `frame`, if it is such a question. */
  answers(frame: Frame): boolean {
    if (frame.type !== 'N') return false
    const fields = reportFields(frame)
    if (fields.get('C') !== ASKS) return false
    void valueOf(fields.get('D') ?? '', this.#own).then((answer) =>
      this.#answers.write(fields.get('M') ?? '', answer),
    )
    return true
  }
}

/** ` ` and the value, nothing more for NULL; or `!`, the code of an error and its message. `call` is a list of texts, the function's name first. */
async function valueOf(call: string, own: Own): Promise<string> {
  try {
    const [name = '', ...args] = JSON.parse(call) as string[]
    const asked = own[name]
    if (asked) return ` ${asked()}`
    const known = name.startsWith('h3_') ? await loadH3Functions() : SPATIAL_FUNCTIONS
    const value = known[name]?.(...args)
    return ` ${typeof value === 'object' ? writeBinary(value) : String(value ?? '')}`
  } catch (error) {
    const { code = 'XX000', message } = error instanceof RedshiftError ? error : { message: String(error) }
    return `!${code}${message}`
  }
}
